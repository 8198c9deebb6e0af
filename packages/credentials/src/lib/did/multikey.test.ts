import { describe, expect, it } from 'vitest'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { encodeBase58Btc } from './base58btc.ts'
import { decodeMultikey, encodeMultikey, jwkOfMultikey } from './multikey.ts'

const prefixes = { Ed25519: 'z6Mk', secp256k1: 'zQ3s', 'P-256': 'zDn', 'P-384': 'z82' } as const
const curves = Object.keys(prefixes) as (keyof typeof prefixes)[]

async function publicKey(crv: keyof typeof prefixes) {
  const { d: _d, ...key } = await generatePrivateJwk(crv)
  return parseJwk(key)
}

describe.each(curves)('a Multikey on %s', (crv) => {
  it('is read as the key that was written, with the prefix of its type', async () => {
    // Some points have an even y and some an odd one.
    for (let round = 0; round < 8; round++) {
      const key = await publicKey(crv)
      const text = encodeMultikey(key)
      expect(text.startsWith(prefixes[crv])).toBe(true)
      const decoded = decodeMultikey(text)
      expect(decoded?.crv).toBe(crv)
      expect(decoded && parseJwk(jwkOfMultikey(decoded))).toEqual(key)
    }
  })

  it('is refused when a byte is missing or there is one more', async () => {
    const { bytes = new Uint8Array() } = decodeMultikey(encodeMultikey(await publicKey(crv))) ?? {}
    const prefix = { Ed25519: [0xed, 1], secp256k1: [0xe7, 1], 'P-256': [0x80, 0x24], 'P-384': [0x81, 0x24] }
    const written = (...key: number[]) => `z${encodeBase58Btc(Uint8Array.of(...prefix[crv], ...key))}`
    expect(decodeMultikey(written(...bytes))).toBeDefined()
    expect(decodeMultikey(written(...bytes, 0))).toBeUndefined()
    expect(decodeMultikey(written(...bytes.slice(1)))).toBeUndefined()
    expect(decodeMultikey(written())).toBeUndefined()
  })

  it('is refused in another base', async () => {
    const text = encodeMultikey(await publicKey(crv))
    for (const other of ['', 'm', 'u', 'f', 'Z']) {
      expect(decodeMultikey(other + text.slice(1))).toBeUndefined()
    }
  })
})

describe('a Multikey of another type', () => {
  it.each([
    ['X25519', 0xec, 0x01, 32],
    ['P-521', 0x82, 0x24, 67],
    ['BLS12-381 G2', 0xeb, 0x01, 96],
    ['P-256 with a prefix that is no shortest varint', 0x80, 0xa4, 34],
  ])('is refused: %s', (_name, first, second, length) => {
    const bytes = Uint8Array.of(first, second, ...new Array<number>(length).fill(3))
    expect(decodeMultikey(`z${encodeBase58Btc(bytes)}`)).toBeUndefined()
  })
})

describe('the point of a Multikey', () => {
  it.each([0, 1, 4, 5, 6, 7])('is refused with the form %d, which is not compressed', async (form) => {
    const { bytes = new Uint8Array() } = decodeMultikey(encodeMultikey(await publicKey('P-256'))) ?? {}
    expect(jwkOfMultikey({ crv: 'P-256', bytes: Uint8Array.of(form, ...bytes.slice(1)) })).toBeUndefined()
  })

  it.each(['P-256', 'P-384', 'secp256k1'] as const)('is refused on %s with an x above the prime', (crv) => {
    const bytes = new Uint8Array(crv === 'P-384' ? 49 : 33).fill(0xff)
    bytes[0] = 2
    expect(jwkOfMultikey({ crv, bytes })).toBeUndefined()
  })
})
