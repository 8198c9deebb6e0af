import { engine } from '#engine'
import { requireStep } from '../verdict/require-step.ts'
import { base64UrlText } from '../verdict/steps/jose-steps.ts'

/**
 * Encodes bytes as base64url without padding (RFC 7515 section 2).
 *
 * @param bytes any length, 0 included.
 * @returns the text.
 */
export function encodeBase64Url(bytes: Uint8Array): string {
  return engine.encodeBase64Url(bytes)
}

/**
 * Decodes base64url, strictly: only the one canonical text of some bytes is accepted. Padding, white space,
 * `+` and `/`, an impossible length, and a last character with unused bits set are refused, so no two texts
 * stand for the same bytes.
 *
 * @param text base64url without padding.
 * @returns the bytes.
 * @throws MalformedError `base64url_malformed`.
 * @see RFC 7515 section 2, RFC 4648 section 3.5
 */
export function decodeBase64Url(text: string): Uint8Array {
  const bytes = typeof text === 'string' ? engine.decodeBase64Url(text) : undefined
  requireStep(base64UrlText, bytes !== undefined)
  return bytes
}
