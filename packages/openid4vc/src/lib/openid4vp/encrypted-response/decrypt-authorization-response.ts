import type { UnverifiedAuthorizationResponse } from '../authorization-response/authorization-response.ts'
import { readAuthorizationResponse } from '../authorization-response/read-authorization-response.ts'
import { decryptResponse, type EncryptedResponseExpectations } from './decrypt-response.ts'
import type { UnverifiedEncryptedResponse } from './parse-encrypted-authorization-response.ts'

/**
 * Decrypts a response with ECDH-ES. That it could be decrypted says who can read it, not who wrote it: the
 * presentations inside are judged like those of a plain one.
 *
 * @returns what the wallet answered; its `state` is for the caller to compare with that of the request.
 * @throws VerificationError `authorization_response_undecryptable` when it is for another key, was changed, uses an
 *   algorithm that the request did not list, or is compressed.
 * @throws MalformedError `authorization_response_malformed` when it is no JWE, or not of the parameters of a response.
 * @see OpenID4VP 1.0 section 8.3
 */
export async function decryptAuthorizationResponse(
  { jwe }: Pick<UnverifiedEncryptedResponse, 'jwe'>,
  { expectedKey, expectedEncryptions }: EncryptedResponseExpectations,
): Promise<UnverifiedAuthorizationResponse> {
  return readAuthorizationResponse(await decryptResponse(jwe, { expectedKey, expectedEncryptions }))
}
