import { requireStep } from '../verdict/require-step.ts'
import { base64UrlText } from '../verdict/steps/jose-steps.ts'

const letters: Readonly<Uint8Array> = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
)
const notInAlphabet = 0xff
const sextets: Readonly<Uint8Array> = decodingTable()

/**
 * Encodes bytes as base64url without padding (RFC 7515 section 2).
 *
 * @param bytes any length, 0 included.
 * @returns the text.
 */
export function encodeBase64Url(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  let offset = 0
  let bits = 0
  let pending = 0
  for (const byte of bytes) {
    pending = ((pending << 8) | byte) & 0x3fff
    for (bits += 8; bits >= 6; ) {
      bits -= 6
      text[offset++] = letters[(pending >> bits) & 63] ?? 0
    }
  }
  if (bits > 0) text[offset] = letters[(pending << (6 - bits)) & 63] ?? 0
  return new TextDecoder().decode(text)
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
  requireStep(base64UrlText, typeof text === 'string' && text.length % 4 !== 1)
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let offset = 0
  let bits = 0
  let pending = 0
  for (let index = 0; index < text.length; index++) {
    const value = sextets[text.charCodeAt(index)] ?? notInAlphabet
    if (value === notInAlphabet) requireStep(base64UrlText, false)
    pending = ((pending << 6) | value) & 0xfff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[offset++] = (pending >> bits) & 0xff
    }
  }
  requireStep(base64UrlText, (pending & ((1 << bits) - 1)) === 0)
  return bytes
}

function decodingTable(): Uint8Array {
  const table = new Uint8Array(128).fill(notInAlphabet)
  for (const [value, letter] of letters.entries()) table[letter] = value
  return table
}
