const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Longer texts would cost the square of their length, and no key or hash needs them. */
const maxCharacters = 256

/**
 * Encodes bytes in the base 58 of Bitcoin.
 *
 * @param bytes at most 180 bytes.
 * @returns the text, without a multibase prefix.
 * @see draft-msporny-base58
 */
export function encodeBase58Btc(bytes: Uint8Array): string {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text
  return '1'.repeat(leading(bytes, 0)) + text
}

/**
 * Decodes the base 58 of Bitcoin.
 *
 * @param text at most 256 characters.
 * @returns the bytes, or `undefined` for another character or a longer text.
 */
export function decodeBase58Btc(text: string): Uint8Array | undefined {
  if (text.length > maxCharacters) return undefined
  let value = 0n
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return undefined
    value = value * 58n + BigInt(digit)
  }
  const digits: number[] = []
  for (; value > 0n; value >>= 8n) digits.unshift(Number(value & 0xffn))
  return Uint8Array.of(...new Uint8Array(leading([...text], '1')), ...digits)
}

function leading<Element>(elements: ArrayLike<Element>, element: Element): number {
  let count = 0
  while (count < elements.length && elements[count] === element) count++
  return count
}
