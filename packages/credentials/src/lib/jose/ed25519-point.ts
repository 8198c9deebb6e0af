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
  if (!isOfLargeOrder(bytes)) return false
  // x² = (y² - 1) / (dy² + 1) has a root exactly when numerator times denominator is a square.
  const square = yOf(bytes) ** 2n % prime
  return jacobiSymbol(((square - 1n) * (d * square + 1n)) % prime, prime) === 1
}

/**
 * Tells whether an encoded point is canonical and none of those of small order. Whether it is a point is not looked at.
 *
 * @param bytes 32 bytes, as for `isEd25519Point`.
 * @returns true when y is below the prime and the order, if it has one, does not divide 8.
 */
export function isOfLargeOrder(bytes: Uint8Array): boolean {
  const y = yOf(bytes)
  return y < prime && !smallOrder.has(y)
}

function yOf(bytes: Uint8Array): bigint {
  let hex = '0x'
  for (let index = bytes.length - 1; index >= 0; index--) hex += bytes[index]?.toString(16).padStart(2, '0')
  return BigInt.asUintN(255, BigInt(hex))
}

/** By the law of quadratic reciprocity: ten times as fast as Euler's criterion, on the path of every verification. */
function jacobiSymbol(numerator: bigint, denominator: bigint): number {
  let [top, bottom, symbol] = [numerator, denominator, 1]
  while (top !== 0n) {
    const twos = countTrailingZeros(top)
    top >>= BigInt(twos)
    const residue = Number(bottom & 7n)
    if (twos % 2 === 1 && (residue === 3 || residue === 5)) symbol = -symbol
    if (residue % 4 === 3 && (top & 3n) === 3n) symbol = -symbol
    const rest = bottom % top
    bottom = top
    top = rest
  }
  return bottom === 1n ? symbol : 0
}

function countTrailingZeros(value: bigint): number {
  let zeros = 0
  let word = Number(BigInt.asUintN(32, value))
  for (let rest = value; word === 0; zeros += 32) {
    rest >>= 32n
    word = Number(BigInt.asUintN(32, rest))
  }
  return zeros + 31 - Math.clz32(word & -word)
}
