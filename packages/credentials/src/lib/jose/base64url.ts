import { MalformedError } from '../errors/lontar-error.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const notInAlphabet = 0xff
const sextets: Readonly<Uint8Array> = decodingTable()

/**
 * Encodes bytes as base64url without padding (RFC 7515 section 2).
 *
 * @param bytes any length, 0 included.
 * @returns the text.
 */
export function encodeBase64Url(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let offset = 0; offset < bytes.length; offset += 3) parts.push(encodeGroup(bytes, offset))
  return parts.join('')
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
  const rest = text.length % 4
  if (rest === 1) throw malformed()
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let offset = 0
  let bits = 0
  let pending = 0
  for (let index = 0; index < text.length; index++) {
    const value = sextets[text.charCodeAt(index)] ?? notInAlphabet
    if (value === notInAlphabet) throw malformed()
    pending = ((pending << 6) | value) & 0xfff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[offset++] = (pending >> bits) & 0xff
    }
  }
  if ((pending & ((1 << bits) - 1)) !== 0) throw malformed()
  return bytes
}

function encodeGroup(bytes: Uint8Array, offset: number): string {
  const left = bytes.length - offset
  const group = ((bytes[offset] ?? 0) << 16) | ((bytes[offset + 1] ?? 0) << 8) | (bytes[offset + 2] ?? 0)
  const text = letter(group >> 18) + letter(group >> 12)
  if (left === 1) return text
  return left === 2 ? text + letter(group >> 6) : text + letter(group >> 6) + letter(group)
}

function letter(value: number): string {
  return alphabet.charAt(value & 63)
}

function decodingTable(): Uint8Array {
  const table = new Uint8Array(128).fill(notInAlphabet)
  for (let value = 0; value < alphabet.length; value++) table[alphabet.charCodeAt(value)] = value
  return table
}

function malformed(): MalformedError {
  return new MalformedError('base64url_malformed', 'The text is not canonical base64url without padding.')
}
