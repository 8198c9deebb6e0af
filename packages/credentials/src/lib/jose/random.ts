import { engine } from '#engine'
import { encodeBase64Url } from './base64url.ts'

/** A source of secure random bytes. Tests inject a seeded one. */
export type RandomBytes = (length: number) => Uint8Array

/**
 * Makes bytes with the platform's secure random generator.
 *
 * @param length in bytes, from 0 to 65,536.
 * @returns the bytes.
 */
export function randomBytes(length: number): Uint8Array {
  return engine.randomBytes(length)
}

/**
 * Makes a random token that fits in a URL.
 *
 * @param bytes how much randomness, in bytes; 32 by default.
 * @returns base64url without padding.
 */
export function randomToken(bytes = 32): string {
  return encodeBase64Url(randomBytes(bytes))
}
