import { encodeUtf8 } from '@lontar/credentials/jose'
import type { ContentEncryption, EncryptionJwk } from './encryption-jwk.ts'

/** Whom a message is for. */
export interface MessageRecipient {
  /** The key of the other side, as `parseEncryptionJwk` read it. */
  readonly recipient: EncryptionJwk
  /** One of what the other side supports. */
  readonly enc: ContentEncryption
}

/**
 * Encrypts a request or a response, never compressed: its length would tell of its content.
 *
 * @param message Becomes JSON.
 * @returns A compact JWE for the media type `application/jwt`, with the recipient's `alg` and `kid`.
 * @see OpenID4VCI 1.0 section 10, OpenID4VP 1.0 section 8.3
 */
export async function encryptMessage(message: object, { recipient, enc }: MessageRecipient): Promise<string> {
  const { kty, crv, x, y, kid, alg } = recipient
  // Only who encrypts loads it.
  const { CompactEncrypt, importJWK } = await import('jose')
  return new CompactEncrypt(encodeUtf8(JSON.stringify(message)))
    .setProtectedHeader({ alg, enc, kid })
    .encrypt(await importJWK({ kty, crv, x, y }, alg))
}
