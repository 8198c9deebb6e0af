import { describe, expect, it } from 'vitest'
import { bareJwk, isSameKey } from './bare-jwk.ts'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import type { PrivateJwk } from './jwk.ts'
import { signingCurves } from './signing-curves.ts'

const curves = ['P-256', 'P-384', 'secp256k1', 'Ed25519'] as const

describe.each(curves)('a key on %s', (crv) => {
  it('is made by its required members alone, in the order of RFC 7638', async () => {
    const key = await generatePrivateJwk(crv)
    const labelled = { kid: '1', use: 'sig', alg: signingCurves[crv].algorithm, ...key } as const
    const members = crv === 'Ed25519' ? ['crv', 'kty', 'x'] : ['crv', 'kty', 'x', 'y']
    expect(Object.keys(bareJwk(labelled))).toEqual(members)
    expect(bareJwk(labelled)).toMatchObject({ crv, x: key.x })
  })

  it('is the same under another label and in another order, and no other', async () => {
    const key = await generatePrivateJwk(crv)
    const shuffled = Object.fromEntries(
      Object.entries({ ...key, kid: '2' }).reverse(),
    ) as unknown as PrivateJwk
    expect(isSameKey(key, shuffled)).toBe(true)
    expect(isSameKey(key, await generatePrivateJwk(crv))).toBe(false)
    for (const other of curves.filter((each) => each !== crv)) {
      expect(isSameKey(key, { ...key, crv: other } as typeof key)).toBe(false)
    }
  })

  it('is another when one coordinate is', async () => {
    const [key, other] = [await generatePrivateJwk(crv), await generatePrivateJwk(crv)]
    expect(isSameKey(key, { ...key, x: other.x })).toBe(false)
    if (key.kty === 'EC' && other.kty === 'EC') expect(isSameKey(key, { ...key, y: other.y })).toBe(false)
  })
})
