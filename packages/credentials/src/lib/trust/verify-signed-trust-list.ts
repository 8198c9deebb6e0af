import { requireStep } from '../verdict/require-step.ts'
import {
  trustNotExpired,
  trustNotFromFuture,
  trustNotRolledBack,
  trustSameContent,
} from '../verdict/steps/trust-steps.ts'
import { authenticateTrustList, type TrustListOrigin } from './authenticate-trust-list.ts'
import type { SignedTrustList } from './signed-trust-list.ts'

/** What a signed trust list must fit. */
export interface SignedTrustListExpectations extends TrustListOrigin {
  /** The newest list that was seen before; `undefined` the first time. */
  readonly newestSeen: Pick<SignedTrustList, 'sequence' | 'text'> | undefined
}

const clockSkewMilliseconds = 60_000

/**
 * Verifies a trust list: signer, address, time, and that it is not older than one seen before.
 *
 * @param text the JWT as received, at most 4 MiB.
 * @param expectations see `SignedTrustListExpectations`.
 * @returns the list.
 * @throws MalformedError `trust_list_malformed`, also for an `iat` more than 60 seconds ahead.
 * @throws VerificationError `trust_list_signature_invalid`, `trust_list_subject_mismatch`, `trust_list_expired`,
 * `trust_list_rolled_back` for a lower sequence, and for the same sequence with another content.
 * @see the page "Profile", section "Signed trust list"
 */
export async function verifySignedTrustList(
  text: string,
  { expectedAuthority, expectedUrl, newestSeen, now }: SignedTrustListExpectations,
): Promise<SignedTrustList> {
  const list = await authenticateTrustList(text, { expectedAuthority, expectedUrl, now })
  requireStep(trustNotFromFuture, list.issuedAt.getTime() <= now.getTime() + clockSkewMilliseconds)
  requireStep(trustNotRolledBack, newestSeen === undefined || list.sequence >= newestSeen.sequence)
  requireStep(trustSameContent, list.sequence !== newestSeen?.sequence || text === newestSeen.text)
  requireStep(trustNotExpired, now < list.expiresAt)
  return list
}
