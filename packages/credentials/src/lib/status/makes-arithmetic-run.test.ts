import { expect, test } from 'vitest'
import { makesArithmeticRun } from './makes-arithmetic-run.ts'

test.each<[readonly number[], number, boolean]>([
  [[], 5, false],
  [[5], 6, false],
  [[5, 6], 7, true],
  [[7, 6], 5, true],
  [[5, 7], 6, true],
  [[5, 60_000], 32, false],
  [[10, 500, 30], 20, true],
  [[1, 2, 100], 200, false],
  [[130, 100, 200], 300, true],
  [[1, 10, 100, 1000], 10_000, false],
])('%j and then %i: %s', (drawn, next, expected) => {
  expect(makesArithmeticRun(drawn, next)).toBe(expected)
})
