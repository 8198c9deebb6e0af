import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEd25519Point, isOfLargeOrder } from './ed25519-point.ts'

const { Point } = ed25519
const prime = 2n ** 255n - 19n
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse())

/** The eight multiples of a point of order 8. */
const torsion = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
const smallPoints = Array.from({ length: 8 }, (_value, index) => torsion.multiplyUnsafe(BigInt(index)))

function isPointByNoble(bytes: Uint8Array): boolean {
  try {
    return !Point.fromBytes(bytes).isSmallOrder()
  } catch {
    return false
  }
}

describe('isEd25519Point', () => {
  it('says of whatever bytes what noble says by taking the root', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(isEd25519Point(bytes)).toBe(isPointByNoble(bytes))
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('accepts every public key', () => {
    for (let secret = 1n; secret < 50n; secret++) {
      expect(isEd25519Point(Point.BASE.multiply(secret).toBytes())).toBe(true)
    }
  })

  it('refuses the eight points of small order, and both signs of each', () => {
    for (const point of smallPoints) {
      const bytes = point.toBytes()
      const twin = bytes.with(31, (bytes[31] ?? 0) ^ 0x80)
      for (const one of [bytes, twin]) {
        expect(isEd25519Point(one)).toBe(false)
        expect(isOfLargeOrder(one)).toBe(false)
      }
    }
  })

  it('refuses a y that is not below the prime, with either sign', () => {
    for (let excess = 0n; excess < 19n; excess++) {
      for (const sign of [0n, 2n ** 255n])
        expect(isEd25519Point(littleEndian(prime + excess + sign))).toBe(false)
    }
  })

  it('refuses a y that no point has', () => {
    expect(isEd25519Point(littleEndian(2n))).toBe(false)
    expect(isOfLargeOrder(littleEndian(2n))).toBe(true)
    expect(isEd25519Point(littleEndian(3n))).toBe(true)
  })
})
