import { VerificationError } from '@lontar/credentials/errors'
import { type JsonObject, selectJwk } from '@lontar/credentials/jose'
import { findTrustedVerifier } from '@lontar/credentials/trust'
import { signatureInvalid } from './signature-invalid.ts'
import type { VerifierKey, VerifierTrust } from './verifier-trust.ts'

/**
 * Finds the key of a verifier whose Client Identifier has no prefix: the reader has registered it, with its keys.
 *
 * @throws VerificationError `verifier_untrusted` when he has not, `authorization_request_signature_invalid` when the
 *   `kid` names none of its keys.
 * @see OpenID4VP 1.0 section 5.9.2
 */
export function keyOfRegistration(
  clientId: string,
  { kid }: JsonObject,
  { trust }: Pick<VerifierTrust, 'trust'>,
): VerifierKey {
  const jwks = findTrustedVerifier(trust, clientId)?.jwks
  if (jwks === undefined) {
    throw new VerificationError('verifier_untrusted', 'The verifier has no prefix and is not registered.')
  }
  const publicJwk = kid === undefined || typeof kid === 'string' ? selectJwk(jwks.keys, kid) : undefined
  if (publicJwk === undefined) throw signatureInvalid()
  return { publicJwk, vouched: true }
}
