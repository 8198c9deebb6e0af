import { requireStep } from '../verdict/require-step.ts'
import { tokenSubject } from '../verdict/steps/status-steps.ts'
import { statusAt, unpackStatusList } from './decode-status-list.ts'
import { parseStatusListToken } from './parse-status-list-token.ts'
import type { StatusList } from './status-list.ts'
import {
  requireListCovers,
  type SignedStatusListExpectations,
  verifyStatusListSignature,
} from './verify-status-list-signature.ts'

/**
 * Verifies a Status List Token: signer, subject, time, and the list itself.
 *
 * @param text the token as received.
 * @param expectations see `SignedStatusListExpectations`.
 * @returns the list.
 * @throws MalformedError `status_list_malformed`.
 * @throws VerificationError `status_list_signature_invalid` for an unknown key, another `typ` or a wrong signature;
 * `status_list_subject_mismatch`; `status_list_expired`; `status_list_not_yet_valid` for an `iat` more than 60 seconds
 * ahead. NetworkError of `resolveIssuerKey`.
 * @see Token Status List section 8.3
 */
export async function verifyStatusListToken(
  text: string,
  expectations: SignedStatusListExpectations,
): Promise<StatusList> {
  const token = parseStatusListToken(text)
  await verifyStatusListSignature(token.jws, 'statuslist+jwt', expectations)
  const { expectedUri: uri, now } = expectations
  requireStep(tokenSubject, token.uri === uri)
  requireListCovers(token, now)
  const packed = await unpackStatusList(token)
  const { issuedAt, expiresAt, ttlSeconds } = token
  return Object.freeze({
    uri,
    issuedAt,
    expiresAt,
    ttlSeconds,
    length: (packed.bytes.length * 8) / packed.bits,
    statusAt: (index: number) => statusAt(packed, index),
  })
}
