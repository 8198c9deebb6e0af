const letters: Readonly<Uint8Array> = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
)
const notInAlphabet = 0xff
const sextets: Readonly<Uint8Array> = decodingTable()

/**
 * Encodes bytes.
 *
 * @param bytes any length, 0 included.
 * @returns the text.
 */
export function encodeBase64UrlText(bytes: Uint8Array): string {
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
 * Decodes text.
 *
 * @param text of any length.
 * @returns the bytes, or `undefined` when it is not the canonical text of some.
 */
export function decodeBase64UrlText(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let offset = 0
  let bits = 0
  let pending = 0
  for (let index = 0; index < text.length; index++) {
    const value = sextets[text.charCodeAt(index)] ?? notInAlphabet
    if (value === notInAlphabet) return undefined
    pending = ((pending << 6) | value) & 0xfff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[offset++] = (pending >> bits) & 0xff
    }
  }
  return (pending & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

function decodingTable(): Uint8Array {
  const table = new Uint8Array(128).fill(notInAlphabet)
  for (const [value, letter] of letters.entries()) table[letter] = value
  return table
}
