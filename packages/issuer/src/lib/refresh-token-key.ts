import { decodeBase64Url, decodeUtf8, encodeUtf8, hashText } from '@lontar/credentials/jose'
import { CompactEncrypt, compactDecrypt, errors } from 'jose'

/** By what a refresh token is opened. */
export interface RefreshSecret {
  readonly refreshToken: string
  /** RFC 7638 thumbprint of the key of the client's instance; `undefined` where the client did not authenticate. */
  readonly instanceThumbprint: string | undefined
}

/**
 * Encrypts an identity under a key that only the refresh token holds, together with the key of the instance that it is
 * given to, so that it is of no use to another instance of the same client. What the store keeps of the token is another hash
 * of it, so the issuer itself can read the identity only while a wallet presents the token.
 *
 * @returns a JWE, `dir` with A256GCM
 * @see RFC 7516; Attestation-Based Client Authentication draft 11 (refresh token binding); docs/decisions/0015
 */
export async function encryptForRefresh(identity: string, secret: RefreshSecret): Promise<string> {
  return new CompactEncrypt(encodeUtf8(identity))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(await keyOf(secret))
}

/**
 * Decrypts what `encryptForRefresh` made for the same token and instance.
 *
 * @returns `undefined` for a text that was changed, or is of another token or instance
 */
export async function decryptForRefresh(jwe: string, secret: RefreshSecret): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(jwe, await keyOf(secret), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return decodeUtf8(plaintext)
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/** The token has 256 random bits, so one hash with a name of its own is a key. */
async function keyOf({ refreshToken, instanceThumbprint = '' }: RefreshSecret): Promise<Uint8Array> {
  return decodeBase64Url(await hashText(`lontar refresh token key 1 ${instanceThumbprint} ${refreshToken}`))
}
