import type { EcPublicJwk } from './jwk.ts'

/** A short Weierstrass curve y² = x³ + ax + b over the integers modulo `prime`. */
interface WeierstrassCurve {
  readonly prime: bigint
  readonly a: bigint
  readonly b: bigint
  /** The number of points: private keys are below it. */
  readonly order: bigint
}

/** SP 800-186 section 3.2.1 and SEC 2 section 2.4.1. */
const curves: Readonly<Record<EcPublicJwk['crv'], WeierstrassCurve>> = {
  'P-256': {
    prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  'P-384': {
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  secp256k1: {
    prime: 2n ** 256n - 2n ** 32n - 977n,
    a: 0n,
    b: 7n,
    order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
}

/**
 * Tells whether two coordinates are a point of a curve. The engines would find out when they import the key, but each
 * at another moment and with another error.
 *
 * @param crv the curve.
 * @param x as many bytes as its field has, big-endian.
 * @param y as many bytes as its field has, big-endian.
 * @returns true when both are below the prime and solve the curve's equation.
 * @see SP 800-186 section 3.2.1
 */
export function isCurvePoint(crv: EcPublicJwk['crv'], x: Uint8Array, y: Uint8Array): boolean {
  const { prime, a, b } = curves[crv]
  const [left, right] = [integer(y), integer(x)]
  if (left >= prime || right >= prime) return false
  return (left * left - (right * right + a) * right - b) % prime === 0n
}

/**
 * Tells whether bytes are a private key of a curve. OpenSSL also takes zero, the order and what lies above it.
 *
 * @param crv the curve.
 * @param d the bytes, big-endian.
 * @returns true from 1 to below the order.
 * @see SP 800-186 section 3, RFC 7518 section 6.2.2.1
 */
export function isPrivateScalar(crv: EcPublicJwk['crv'], d: Uint8Array): boolean {
  const scalar = integer(d)
  return scalar > 0n && scalar < curves[crv].order
}

/**
 * Finds the second coordinate of a compressed point.
 *
 * @param crv the curve.
 * @param x as many bytes as its field has, big-endian.
 * @param isOdd whether y is odd.
 * @returns y, or `undefined` when no point has that x.
 * @see SEC 1 section 2.3.4
 */
export function decompressY(crv: EcPublicJwk['crv'], x: Uint8Array, isOdd: boolean): Uint8Array | undefined {
  const { prime, a, b } = curves[crv]
  const right = integer(x)
  if (right >= prime) return undefined
  const square = ((((right * right + a) * right + b) % prime) + prime) % prime
  // All three primes are 3 modulo 4, so this is the root if there is one.
  const root = power(square, (prime + 1n) / 4n, prime)
  if ((root * root - square) % prime !== 0n) return undefined
  const y = (root & 1n) === (isOdd ? 1n : 0n) ? root : prime - root
  return Uint8Array.from({ length: x.length }, (_, index) =>
    Number((y >> BigInt(8 * (x.length - 1 - index))) & 0xffn),
  )
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** Big-endian, of a length that 8 divides, as the fields of these curves are. */
function integer(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let value = 0n
  for (let offset = 0; offset < bytes.length; offset += 8) value = (value << 64n) | view.getBigUint64(offset)
  return value
}
