import type { UnverifiedAnswer } from '../authorization-response/authorization-response.ts'
import { readAnswer } from '../authorization-response/read-authorization-response.ts'
import {
  decryptResponse,
  type EncryptedResponseExpectations,
} from '../encrypted-response/decrypt-response.ts'

/**
 * Decrypts an answer of the Digital Credentials API with ECDH-ES. That it could be decrypted says who can read it, not
 * who wrote it.
 *
 * @throws VerificationError `authorization_response_undecryptable`; MalformedError `authorization_response_malformed`
 * @see OpenID4VP 1.0 section 8.3 and appendix A.4
 */
export async function decryptDcApiResponse(
  { jwe }: { readonly jwe: string },
  expectations: EncryptedResponseExpectations,
): Promise<UnverifiedAnswer> {
  return readAnswer(await decryptResponse(jwe, expectations))
}
