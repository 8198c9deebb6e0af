import { LontarError, MalformedError, VerificationError } from '@lontar/credentials/errors'
import type { JsonObject, PrivateJwk } from '@lontar/credentials/jose'
import { decryptMessage } from '../../encryption/decrypt-message.ts'
import type { ContentEncryption } from '../../encryption/encryption-jwk.ts'
import type { UnverifiedAuthorizationResponse } from '../authorization-response/authorization-response.ts'
import { readAuthorizationResponse } from '../authorization-response/read-authorization-response.ts'
import type { UnverifiedEncryptedResponse } from './parse-encrypted-authorization-response.ts'

/** What an encrypted response is held against. */
export interface EncryptedResponseExpectations {
  /** The key of this one request, and no other; its `kid` is the one that was handed out. */
  readonly expectedKey: PrivateJwk
  /** The content encryptions that the request listed. */
  readonly expectedEncryptions: readonly ContentEncryption[]
}

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
  return readAuthorizationResponse(await decrypt(jwe, expectedKey, expectedEncryptions))
}

async function decrypt(
  jwe: string,
  expectedKey: PrivateJwk,
  expectedEncryptions: readonly ContentEncryption[],
): Promise<JsonObject> {
  try {
    return await decryptMessage(jwe, { expectedKeys: [expectedKey], expectedEncryptions })
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    if (cause.code === 'credential_encryption_malformed')
      throw new MalformedError('authorization_response_malformed', 'The response is no readable JWE.', {
        cause,
      })
    throw new VerificationError(
      'authorization_response_undecryptable',
      'The response is not encrypted to the key of its request with what the request listed, or was changed.',
      { cause },
    )
  }
}
