import { p256, p384 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { describe, expect, it } from 'vitest'
import { isCurvePoint, isPrivateScalar } from './curve-point.ts'

const curves = [
  ['P-256', p256],
  ['P-384', p384],
  ['secp256k1', secp256k1],
] as const

describe.each(curves)('on %s', (crv, { Point }) => {
  const length = crv === 'P-384' ? 48 : 32
  const bytesOf = (value: bigint) =>
    Uint8Array.from(Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex'))
  const [prime, order] = [Point.Fp.ORDER, Point.Fn.ORDER]

  it('a point is one that noble computes, and no neighbour of it', () => {
    for (let scalar = 1n; scalar < 40n; scalar++) {
      const { x, y } = Point.BASE.multiply(scalar).toAffine()
      expect(isCurvePoint(crv, bytesOf(x), bytesOf(y))).toBe(true)
      expect(isCurvePoint(crv, bytesOf(x), bytesOf(prime - y))).toBe(true)
      expect(isCurvePoint(crv, bytesOf(x), bytesOf((y + 1n) % prime))).toBe(false)
      expect(isCurvePoint(crv, bytesOf((x + 1n) % prime), bytesOf(y))).toBe(false)
    }
    expect(isCurvePoint(crv, bytesOf(0n), bytesOf(0n))).toBe(false)
  })

  it('a coordinate is below the prime', () => {
    // A small x that a point has: its twin x + p still fits the bytes.
    let x = 0n
    while (!hasPoint(x)) x++
    const { y } = liftX(x)
    expect(isCurvePoint(crv, bytesOf(x), bytesOf(y))).toBe(true)
    expect(isCurvePoint(crv, bytesOf(x + prime), bytesOf(y))).toBe(false)
  })

  it('a private key is from 1 to below the order', () => {
    for (const scalar of [1n, 2n, order - 1n]) expect(isPrivateScalar(crv, bytesOf(scalar))).toBe(true)
    for (const scalar of [0n, order, order + 1n]) expect(isPrivateScalar(crv, bytesOf(scalar))).toBe(false)
  })

  function liftX(x: bigint): { readonly y: bigint } {
    return Point.fromBytes(Uint8Array.of(2, ...bytesOf(x))).toAffine()
  }

  function hasPoint(x: bigint): boolean {
    try {
      return liftX(x).y >= 0n
    } catch {
      return false
    }
  }
})
