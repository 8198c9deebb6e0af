const prime = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/**
 * Tells whether two coordinates are a point of P-256. Both engines would find out when they import the key,
 * but each at another moment and with another error.
 *
 * @param x 32 bytes, big-endian.
 * @param y 32 bytes, big-endian.
 * @returns true when both are below the prime and y² = x³ - 3x + b.
 * @see SP 800-186 section 3.2.1.3
 */
export function isP256Point(x: Uint8Array, y: Uint8Array): boolean {
  const [left, right] = [integer(y), integer(x)]
  if (left >= prime || right >= prime) return false
  return (left * left - (right * right - 3n) * right - b) % prime === 0n
}

function integer(bytes: Uint8Array): bigint {
  let hex = '0x'
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return BigInt(hex)
}
