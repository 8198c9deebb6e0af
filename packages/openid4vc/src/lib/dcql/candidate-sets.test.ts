import { expect, test } from 'vitest'
import { candidateSets } from './candidate-sets.ts'

test('one may answer alone, and only alone where several may not', () => {
  expect(candidateSets([], true)).toEqual([])
  expect(candidateSets(['a'], true)).toEqual([['a']])
  expect(candidateSets(['a', 'b'], false)).toEqual([['a'], ['b']])
})

test('where several may answer, one alone comes first, then all, then the other sets', () => {
  expect(candidateSets(['a', 'b'], true)).toEqual([['a'], ['b'], ['a', 'b']])
  expect(candidateSets(['a', 'b', 'c'], true)).toEqual([
    ['a'],
    ['b'],
    ['c'],
    ['a', 'b', 'c'],
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
  ])
})

test('no set is listed twice, and there are at most 64 of at most 16', () => {
  for (const count of [4, 6, 16, 17, 40, 100]) {
    const sets = candidateSets(
      Array.from({ length: count }, (_, index) => index),
      true,
    )
    expect(new Set(sets.map((set) => set.join())).size).toBe(sets.length)
    expect(sets.length).toBe(Math.min(64, 2 ** count - 1))
    expect(Math.max(...sets.map((set) => set.length))).toBe(count > 63 ? 1 : Math.min(16, count))
  }
})
