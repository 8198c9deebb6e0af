import { engine } from '#engine'
import { encodeBase64Url } from './base64url.ts'
import { encodeUtf8 } from './utf8.ts'

/**
 * Hashes bytes with SHA-256.
 *
 * @param bytes any length.
 * @returns 32 bytes.
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return engine.digest('sha-256', bytes)
}

/**
 * Hashes the UTF-8 form of a text with SHA-256.
 *
 * @param text any text.
 * @returns the hash as base64url, 43 characters.
 */
export async function hashText(text: string): Promise<string> {
  return encodeBase64Url(await sha256(encodeUtf8(text)))
}
