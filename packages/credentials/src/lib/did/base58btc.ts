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
  for (let start = 0; start < text.length; start += groupLength) {
    let [group, scale] = [0, 1]
    for (const character of text.slice(start, start + groupLength)) {
      const digit = alphabet.indexOf(character)
      if (digit < 0) return undefined
      group = group * 58 + digit
      scale *= 58
    }
    value = value * BigInt(scale) + BigInt(group)
  }
  return bytesOf(value, leading(text, '1'))
}

/** As many digits as a number holds exactly: an operation on a big integer for each of them takes ten times as long. */
const groupLength = 9

function bytesOf(value: bigint, zeros: number): Uint8Array {
  const hex = value === 0n ? '' : value.toString(16)
  const even = hex.padStart(hex.length + (hex.length % 2), '0')
  const bytes = new Uint8Array(zeros + even.length / 2)
  for (let index = 0; index < even.length; index += 2) {
    bytes[zeros + index / 2] = Number.parseInt(even.slice(index, index + 2), 16)
  }
  return bytes
}

function leading<Element>(elements: ArrayLike<Element>, element: Element): number {
  let count = 0
  while (count < elements.length && elements[count] === element) count++
  return count
}
