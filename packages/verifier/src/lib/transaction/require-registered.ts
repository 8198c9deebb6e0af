import type { TrustList } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { findTrustedVerifier } from '@lontar/credentials/trust'
import type { VerifierContext } from '../verifier-context.ts'

/**
 * Refuses a service that the trust list does not register for this verifier, where the list knows this verifier. A list
 * that does not know it says nothing about it.
 *
 * @throws VerificationError `ask_exceeds_service`
 */
export function requireRegistered(
  { clientId }: Pick<VerifierContext, 'clientId'>,
  trust: Pick<TrustList, 'verifiers'>,
  service: string,
): void {
  const known = findTrustedVerifier(trust, clientId)
  if (known === undefined || known.asks.includes(service)) return
  throw new VerificationError(
    'ask_exceeds_service',
    'The trust list registers this verifier, but not for the service of the ask.',
  )
}
