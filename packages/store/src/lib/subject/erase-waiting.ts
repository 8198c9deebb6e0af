import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { erasedSignIn } from '../issuer/erased-sign-in.ts'

/** How much of what waited was erased. */
export interface ErasedWaiting {
  /** Offers with the claims in them. */
  readonly identities: number
  /** What wallets held to renew with. */
  readonly renewals: number
  /** What an officer had still to approve. */
  readonly promises: number
  /** Images. */
  readonly images: number
  /** Registrations that were under way. */
  readonly registrations: number
}

const erased = { identity: null, credential_offer: null, tx_code_mac: null, ...erasedSignIn }

/** Erases what waits to be decided, issued or renewed for a person: claims, renewals, promises, tokens, images. */
export async function eraseWaiting(
  transaction: Transaction<DatabaseSchema>,
  subject: string,
  issuanceIds: readonly string[],
  now: Date,
): Promise<ErasedWaiting> {
  const images = await eraseOfConsents(transaction, 'evidence_images', subject)
  const registrations = await eraseOfConsents(transaction, 'registrations', subject)
  if (issuanceIds.length === 0) return { identities: 0, renewals: 0, promises: 0, images, registrations }
  // Those redeemed too: a request that is under way finds no quota any more.
  await transaction
    .updateTable('offers')
    .set({ state: 'dead' })
    .where('issuance_id', 'in', issuanceIds)
    .execute()
  const identities = await transaction
    .updateTable('offers')
    .set(erased)
    .where('issuance_id', 'in', issuanceIds)
    .where('identity', 'is not', null)
    .executeTakeFirstOrThrow()
  const promises = await transaction
    .updateTable('deferred')
    .set({ state: 'denied', content: null, changed_at: now.getTime() })
    .where('issuance_id', 'in', issuanceIds)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow()
  const renewals = await transaction
    .deleteFrom('refresh_tokens')
    .where('issuance_id', 'in', issuanceIds)
    .executeTakeFirstOrThrow()
  await deleteOpenings(transaction, issuanceIds)
  return {
    identities: Number(identities.numUpdatedRows),
    renewals: Number(renewals.numDeletedRows),
    promises: Number(promises.numUpdatedRows),
    images,
    registrations,
  }
}

async function eraseOfConsents(
  transaction: Transaction<DatabaseSchema>,
  table: 'evidence_images' | 'registrations',
  subject: string,
): Promise<number> {
  const consents = transaction.selectFrom('consents').select('consent_id').where('subject', '=', subject)
  const { numDeletedRows } = await transaction
    .deleteFrom(table)
    .where('consent_id', 'in', consents)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Whoever holds a token or a code opens nothing with it any more. */
async function deleteOpenings(
  transaction: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<void> {
  for (const table of ['tokens', 'authorizations'] as const) {
    await transaction.deleteFrom(table).where('issuance_id', 'in', issuanceIds).execute()
  }
}
