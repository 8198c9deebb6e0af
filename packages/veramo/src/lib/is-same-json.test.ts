import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameJson } from './is-same-json.ts'

describe('isSameJson', () => {
  it.each([
    [null, {}],
    [[], {}],
    [['a'], { 0: 'a' }],
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: [{ b: true }] }, { a: [{ b: false }] }],
    [JSON.parse('{"__proto__":{"a":1}}'), {}],
    ['', null],
  ])('%j is not %j', (one, other) => {
    expect(isSameJson(one, other)).toBe(false)
    expect(isSameJson(other, one)).toBe(false)
  })

  it('does not mind the order of members', () => {
    expect(isSameJson({ a: [1, { b: null, c: '' }], d: 2 }, { d: 2, a: [1, { c: '', b: null }] })).toBe(true)
  })

  it('says of any two what node:util says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [left, right] = [JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))]
        expect(isSameJson(left, right)).toBe(isDeepStrictEqual(left, right))
        expect(isSameJson(left, structuredClone(left))).toBe(true)
      }),
    )
  })
})
