import { LontarError } from '@lontar/credentials/errors'
import type { Offer } from '@lontar/issuer'
import { registrationIdentity } from '@lontar/proofing/registration'
import { confirm } from '../confirm.ts'
import type { Counter } from './register-person.ts'

/**
 * What became of the offer of an accepted registration. `offered`: here it is. `declined`: whoever was asked did not want
 * it now. `given_before`: an earlier run made it. `time_over`: more than ten minutes went by since the acceptance.
 */
export type Handout =
  | { readonly kind: 'offered'; readonly offer: Offer }
  | { readonly kind: 'declined' | 'given_before' | 'time_over' }

/**
 * Makes the offer of an accepted registration, which works once and for ten minutes after the acceptance.
 *
 * @param id of the registration.
 * @throws what the issuer's `offer` throws.
 */
export async function handOut(
  { invocation, office, offer }: Pick<Counter, 'invocation' | 'office' | 'offer'>,
  id: string,
): Promise<Handout> {
  const identity = await registrationIdentity(office, id)
  if (identity === undefined) return { kind: 'time_over' }
  const question = { id: 'Buat tawaran untuk dompet sekarang?', en: 'Make the offer for a wallet now?' }
  if (invocation.interactive && !invocation.yes && !(await confirm(invocation, question))) {
    return { kind: 'declined' }
  }
  try {
    return { kind: 'offered', offer: await offer(identity) }
  } catch (error) {
    if (error instanceof LontarError && error.code === 'verified_identity_used')
      return { kind: 'given_before' }
    throw error
  }
}
