import { describe, expect, it } from 'vitest'
import type { ClaimPath } from '../formats/credential-format.ts'
import { expandClaimPath, isWithin } from './expand-claim-path.ts'

const claims = { name: 'A', list: [{ a: 1 }, { b: 2 }, { a: 3 }], nothing: null, empty: [], '0': 'zero' }

describe('expandClaimPath', () => {
  it('finds names, indices and all elements', () => {
    expect(expandClaimPath(claims, ['name'])).toEqual([['name']])
    expect(expandClaimPath(claims, ['list', 1, 'b'])).toEqual([['list', 1, 'b']])
    expect(expandClaimPath(claims, ['list', null])).toHaveLength(3)
    expect(expandClaimPath(claims, ['nothing'])).toEqual([['nothing']])
  })

  it('leaves out the elements that lack the rest of the path', () => {
    expect(expandClaimPath(claims, ['list', null, 'a'])).toEqual([
      ['list', 0, 'a'],
      ['list', 2, 'a'],
    ])
  })

  it('finds nothing where the path does not fit', () => {
    const paths: ClaimPath[] = [
      [],
      ['other'],
      ['name', 'x'],
      ['name', null],
      ['empty', null],
      ['list', '0'],
      ['list', -1],
      ['list', 0.5],
      ['list', 3],
      [0],
      ['toString'],
      ['__proto__'],
      ['list', 'length'],
    ]
    for (const path of paths) expect(expandClaimPath(claims, path)).toEqual([])
  })
})

describe('isWithin', () => {
  it('is true for the place itself and for what lies in it', () => {
    expect(isWithin(['a'], ['a'])).toBe(true)
    expect(isWithin(['a'], ['a', 0])).toBe(true)
    expect(isWithin(['a', 0], ['a'])).toBe(false)
    expect(isWithin(['a'], ['b'])).toBe(false)
    expect(isWithin(['a', 0], ['a', '0'])).toBe(false)
  })
})
