import { requireStep } from '../verdict/require-step.ts'
import {
  trustNotExpired,
  trustNotFromFuture,
  trustNotIssuedEarlier,
  trustNotRolledBack,
  trustSameContent,
} from '../verdict/steps/trust-steps.ts'
import { authenticateTrustList, type TrustListOrigin } from './authenticate-trust-list.ts'
import { parseSignedTrustList } from './parse-signed-trust-list.ts'
import type { SignedTrustList } from './signed-trust-list.ts'

/** The newest list that a follower has seen: none may be older. */
export type SeenTrustList = Pick<SignedTrustList, 'sequence' | 'issuedAt' | 'text'>

/** What a signed trust list must fit. */
export interface SignedTrustListExpectations extends TrustListOrigin {
  /** The newest list that was seen before; `undefined` the first time. */
  readonly expectedAfter: SeenTrustList | undefined
}

const clockSkewMilliseconds = 60_000

/**
 * Verifies a trust list: signer, address, time, and that it is not older than one seen before.
 *
 * @param text the JWT as received, at most 4 MiB.
 * @param expectations see `SignedTrustListExpectations`.
 * @returns the list.
 * @throws MalformedError `trust_list_malformed`, also for an `iat` or `nbf` more than 60 seconds ahead.
 * @throws VerificationError `trust_list_signature_invalid`, `trust_list_subject_mismatch`, `trust_list_expired`,
 * `trust_list_rolled_back` for a lower sequence, for an earlier `iat`, and for the same sequence with another content.
 * @see the page "Profile", section "Signed trust list"
 */
export async function verifySignedTrustList(
  text: string,
  { expectedAfter: seen, ...origin }: SignedTrustListExpectations,
): Promise<SignedTrustList> {
  const list = await authenticateTrustList(parseSignedTrustList(text), origin)
  const { sequence, issuedAt, notBefore, expiresAt } = list
  const latest = origin.now.getTime() + clockSkewMilliseconds
  const start = Math.max(issuedAt.getTime(), notBefore?.getTime() ?? 0)
  requireStep(trustNotFromFuture, start <= latest)
  requireStep(trustNotRolledBack, seen === undefined || sequence >= seen.sequence)
  requireStep(trustSameContent, sequence !== seen?.sequence || text === seen.text)
  requireStep(trustNotIssuedEarlier, seen === undefined || issuedAt >= seen.issuedAt)
  requireStep(trustNotExpired, origin.now < expiresAt)
  return list
}
