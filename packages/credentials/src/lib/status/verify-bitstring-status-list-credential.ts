import { requireStep } from '../verdict/require-step.ts'
import { credentialId, credentialIssuer } from '../verdict/steps/status-steps.ts'
import { bitstringStatusAt, decodeBitstring } from './decode-bitstring.ts'
import { parseBitstringStatusListCredential } from './parse-bitstring-status-list-credential.ts'
import type { BitstringStatusList } from './status-list.ts'
import {
  requireListCovers,
  type SignedStatusListExpectations,
  verifyStatusListSignature,
} from './verify-status-list-signature.ts'

/**
 * Verifies a status list credential in a `vc+jwt`: signer, issuer, id, period, and the list itself. Whether it has
 * the purpose and the length that an entry needs is judged with the entry.
 *
 * @param text the credential as received.
 * @param expectations see `SignedStatusListExpectations`.
 * @returns the list.
 * @throws MalformedError `status_list_malformed`.
 * @throws VerificationError `status_list_signature_invalid` for an unknown key, another `typ`, another issuer or a
 * wrong signature; `status_list_subject_mismatch`; `status_list_expired`; `status_list_not_yet_valid`. NetworkError of
 * `resolveIssuerKey`.
 * @see Bitstring Status List section 3.2
 */
export async function verifyBitstringStatusListCredential(
  text: string,
  expectations: SignedStatusListExpectations,
): Promise<BitstringStatusList> {
  const credential = parseBitstringStatusListCredential(text)
  await verifyStatusListSignature(credential.jws, 'vc+jwt', expectations)
  const { expectedUri: uri, expectedIssuer, now } = expectations
  requireStep(credentialIssuer, credential.issuer === expectedIssuer.issuer)
  // Without an id, one list of an issuer could be served in the place of another (security D5).
  requireStep(credentialId, credential.uri === uri)
  requireListCovers(credential, now)
  const bytes = await decodeBitstring(credential.encodedList)
  const { issuedAt, expiresAt, ttlSeconds, purposes } = credential
  return Object.freeze({
    uri,
    issuedAt,
    expiresAt,
    ttlSeconds,
    purposes,
    lengthOf: (statusSize: number) => Math.floor((bytes.length * 8) / statusSize),
    statusAt: (index: number, statusSize: number) => bitstringStatusAt(bytes, index, statusSize),
  })
}
