import type { JsonObject } from '@lontar/credentials'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalJson } from './equal-json.ts'

describe('equalJson', () => {
  test.each([
    [1, 1],
    ['a', 'a'],
    [null, null],
    [
      [1, { a: 2 }],
      [1, { a: 2 }],
    ],
    [
      { a: 1, b: [true] },
      { b: [true], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
  ])('%j equals %j', (left, right) => {
    expect(equalJson(left, right)).toBe(true)
  })

  test.each([
    [1, '1'],
    [null, undefined],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[], {}],
    [{ 0: 'a' }, ['a']],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ a: 1 }, null],
  ])('%j differs from %j', (left, right) => {
    expect(equalJson(left, right)).toBe(false)
  })

  test('a value equals its copy, and an object is not equal with one member more', () => {
    const seed = 20_261_124
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const copy = JSON.parse(JSON.stringify(value)) as JsonObject
        expect(equalJson(JSON.parse(JSON.stringify(value)), copy)).toBe(true)
        expect(equalJson({ ...copy, [`${Object.keys(copy).join()}+`]: 1 }, copy)).toBe(false)
      }),
      { seed },
    )
  })
})
