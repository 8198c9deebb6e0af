/** Bytes that come in parts, in one buffer that grows with them: a part is copied, and what it was cut from let go. */
export interface GrowingBytes {
  /** How many there are. */
  readonly length: number
  /** Appends a part. */
  append(part: Uint8Array): void
  /** What came so far. */
  bytes(): Uint8Array
}

const firstBytes = 4 * 1024

/** Creates an empty buffer. */
export function createGrowingBytes(): GrowingBytes {
  let buffer = new Uint8Array(0)
  let length = 0
  return {
    get length() {
      return length
    },
    append(part) {
      const needed = length + part.length
      if (needed > buffer.length) {
        const larger = new Uint8Array(Math.max(firstBytes, needed, 2 * buffer.length))
        larger.set(buffer.subarray(0, length))
        buffer = larger
      }
      buffer.set(part, length)
      length = needed
    },
    bytes: () => buffer.subarray(0, length),
  }
}
