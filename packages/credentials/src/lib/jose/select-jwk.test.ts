import { describe, expect, it } from 'vitest'
import type { PublicJwk } from './jwk.ts'
import { selectJwk } from './select-jwk.ts'

const key = (kid?: string): PublicJwk => ({
  kty: 'EC',
  crv: 'P-256',
  x: 'x',
  y: 'y',
  ...(kid !== undefined && { kid }),
})
const [a, b] = [key('a'), key('b')]

describe('selectJwk', () => {
  it('takes the key of exactly that name', () => {
    expect(selectJwk([a, b], 'b')).toBe(b)
  })

  it('takes the only key when the token names none', () => {
    expect(selectJwk([a], undefined)).toBe(a)
  })

  it.each([
    ['two keys of one name', [a, key('a')], 'a'],
    ['two keys and no name', [a, b], undefined],
    ['no keys', [], undefined],
  ])('chooses none of %s (A22)', (_what, keys, kid) => {
    expect(selectJwk(keys, kid)).toBeUndefined()
  })

  it.each(['A', 'a ', '', '../a', "a' OR 1=1", 'a\u0000', 'https://example.com/a', 'toString'])(
    'takes the name %j as an opaque text (A5)',
    (kid) => {
      expect(selectJwk([a, key()], kid)).toBeUndefined()
    },
  )

  it('takes a name that is no text for a name that fits nothing (A16)', () => {
    for (const kid of [null, ['a'], {}, 0]) expect(selectJwk([a], kid as unknown as string)).toBeUndefined()
  })
})
