import { LontarError, MalformedError, VerificationError } from '@lontar/credentials/errors'
import type { JsonObject, PrivateJwk } from '@lontar/credentials/jose'
import { decryptMessage } from '../../encryption/decrypt-message.ts'
import type { ContentEncryption } from '../../encryption/encryption-jwk.ts'

/** What an encrypted response is held against. */
export interface EncryptedResponseExpectations {
  /** The key of this one request, and no other; its `kid` is the one that was handed out. */
  readonly expectedKey: PrivateJwk
  /** The content encryptions that the request listed. */
  readonly expectedEncryptions: readonly ContentEncryption[]
}

/**
 * Decrypts the parameters of a response, whichever way it came.
 *
 * @throws VerificationError `authorization_response_undecryptable`; MalformedError `authorization_response_malformed`.
 * @see OpenID4VP 1.0 section 8.3
 */
export async function decryptResponse(
  jwe: string,
  { expectedKey, expectedEncryptions }: EncryptedResponseExpectations,
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
