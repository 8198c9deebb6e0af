const prime = 2n ** 255n - 19n
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n

/** The y of the points whose order divides 8: with such a key one signature fits many messages. */
const smallOrder: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  prime - 1n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
])

/**
 * Tells whether bytes are the canonical encoding of an Ed25519 point that can be a public key. Platforms import any
 * 32 bytes, and some verify with what is no key at all.
 *
 * @param bytes 32 bytes: y little-endian, with the sign of x in the highest bit.
 * @returns true when y is below the prime, a point has it, and its order is not small.
 * @see RFC 8032 section 5.1.3
 */
export function isEd25519Point(bytes: Uint8Array): boolean {
  const encoded = integer(bytes)
  const y = encoded & (2n ** 255n - 1n)
  if (y >= prime || smallOrder.has(y)) return false
  // x² = (y² - 1) / (dy² + 1) has a root exactly when numerator times denominator is a square.
  const square = (y * y) % prime
  return isSquare(((square - 1n) * (d * square + 1n)) % prime)
}

/** Euler's criterion. */
function isSquare(value: bigint): boolean {
  return power(((value % prime) + prime) % prime, (prime - 1n) / 2n) === 1n
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % prime
    square = (square * square) % prime
  }
  return result
}

function integer(bytes: Uint8Array): bigint {
  let hex = '0x'
  for (const byte of [...bytes].reverse()) hex += byte.toString(16).padStart(2, '0')
  return BigInt(hex)
}
