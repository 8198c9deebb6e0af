import { VerificationError } from '@lontar/credentials/errors'
import type { ClientAttestationHeaders } from './client-attestation.ts'

/**
 * Takes the client's attestation and its proof out of the headers of a request.
 *
 * @returns `undefined` when neither header is there.
 * @throws VerificationError `client_attestation_invalid` (`invalid_client`) for one without the other, and for a header
 *   that stands twice: its values reach a server as one, with a comma.
 * @see Attestation-Based Client Authentication drafts 07 (section 8) and 11
 */
export function parseClientAttestationHeaders(headers: Headers): ClientAttestationHeaders | undefined {
  const attestation = headers.get('oauth-client-attestation')
  const pop = headers.get('oauth-client-attestation-pop')
  if (attestation === null && pop === null) return undefined
  if (attestation === null || pop === null || `${attestation}${pop}`.includes(',')) {
    throw new VerificationError(
      'client_attestation_invalid',
      'The headers of the client attestation do not stand there exactly once each.',
    )
  }
  return { attestation, pop }
}
