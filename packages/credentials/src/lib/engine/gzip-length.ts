/**
 * Reads the length that a GZIP member states at its end.
 *
 * @param bytes one member.
 * @returns how many bytes it expands to, modulo 2 to the power of 32; `undefined` when the bytes are too short for one.
 * @see RFC 1952 section 2.3.1, ISIZE
 */
export function gzipLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < 18) return undefined
  return new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true)
}
