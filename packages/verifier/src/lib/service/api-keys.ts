import {
  encodeBase64Url,
  encodeUtf8,
  equalBytes,
  hashText,
  type RandomBytes,
  randomBytes,
} from '@lontar/credentials/jose'

/** Decides whether a call to the service may be answered. */
export type Authorise = (request: Request) => boolean | Promise<boolean>

/** A new key, to be shown once, and what is kept of it. */
export interface CreatedApiKey {
  /** What a caller sends after `Authorization: Bearer`; 256 random bits. */
  readonly key: string
  /** SHA-256 of the key, base64url. Nobody gets back from it to the key. */
  readonly hash: string
}

/** Makes an API key. Keep the hash; who lost the key makes a new one. */
export async function createApiKey(random: RandomBytes = randomBytes): Promise<CreatedApiKey> {
  const key = `lontar_${encodeBase64Url(random(32))}`
  return { key, hash: await hashApiKey(key) }
}

/** The hash of an API key, base64url. A fast hash will do, for a key is no word that somebody could guess. */
export function hashApiKey(key: string): Promise<string> {
  return hashText(key)
}

/**
 * Lets whoever brings one of the keys in `Authorization: Bearer`. All hashes are compared, each in constant time.
 *
 * @param hashes those of `createApiKey`; none lets nobody in
 * @see RFC 6750 section 2.1
 */
export function authoriseByApiKey(hashes: readonly string[]): Authorise {
  const expected = hashes.map((hash) => encodeUtf8(hash))
  return async ({ headers }) => {
    const key = /^Bearer ([\w-]{16,256})$/i.exec(headers.get('authorization') ?? '')?.[1]
    if (key === undefined) return false
    const shown = encodeUtf8(await hashApiKey(key))
    return expected.map((hash) => equalBytes(hash, shown)).includes(true)
  }
}
