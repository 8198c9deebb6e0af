import { OperationError } from '@lontar/credentials/errors'
import { decodeBase64Url, decodeUtf8, encodeUtf8, hashText } from '@lontar/credentials/jose'
import { CompactEncrypt, compactDecrypt } from 'jose'

/**
 * Encrypts an identity under a key that only the refresh token holds: what the store keeps of the token is another hash
 * of it, so the issuer itself can read the identity only while a wallet presents the token.
 *
 * @returns a JWE, `dir` with A256GCM
 * @see RFC 7516; docs/decisions/0015
 */
export async function encryptForRefresh(identity: string, refreshToken: string): Promise<string> {
  return new CompactEncrypt(encodeUtf8(identity))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(await keyOf(refreshToken))
}

/**
 * Decrypts what `encryptForRefresh` made for the same token.
 *
 * @throws OperationError `internal` for a text that was changed or is of another token
 */
export async function decryptForRefresh(jwe: string, refreshToken: string): Promise<string> {
  try {
    const { plaintext } = await compactDecrypt(jwe, await keyOf(refreshToken), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return decodeUtf8(plaintext)
  } catch (cause) {
    throw new OperationError('internal', 'What a refresh token encrypts was changed.', { cause })
  }
}

/** The token has 256 random bits, so one hash with a name of its own is a key. */
async function keyOf(refreshToken: string): Promise<Uint8Array> {
  return decodeBase64Url(await hashText(`lontar refresh token key 1 ${refreshToken}`))
}
