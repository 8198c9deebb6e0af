/** Reads one length in DER; `undefined` when it is cut off, indefinite, or longer than it has to be. */
function readLength(
  bytes: Uint8Array,
  at: number,
): { readonly length: number; readonly end: number } | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  if (first < 0x80) return { length: first, end: at + 1 }
  const count = first & 0x7f
  const digits = bytes.subarray(at + 1, at + 1 + count)
  if (count === 0 || count > 3 || digits.length !== count) return undefined
  const length = digits.reduce((value, byte) => value * 256 + byte, 0)
  return length < 0x80 || length < 256 ** (count - 1) ? undefined : { length, end: at + 1 + count }
}

/**
 * Reads the content of one value that fills the bytes exactly.
 *
 * @param bytes the value with its tag and length
 * @param tag one or two bytes
 * @returns `undefined` for another tag, another length, or a length that DER would write otherwise
 * @see ICAO Doc 9303-10 section 3.11; X.690
 */
export function readTlv(bytes: Uint8Array, tag: readonly number[]): Uint8Array | undefined {
  if (!tag.every((byte, index) => bytes[index] === byte)) return undefined
  const read = readLength(bytes, tag.length)
  if (read === undefined || read.end + read.length !== bytes.length) return undefined
  return bytes.subarray(read.end)
}
