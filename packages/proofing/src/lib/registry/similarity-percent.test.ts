import fc from 'fast-check'
import { expect, it } from 'vitest'
import { similarityPercent } from './similarity-percent.ts'

it.each([
  ['MARIA', 'MARIA', 100],
  ['MARIA', 'MARIO', 80],
  ['MARIA', '', 0],
  ['KUPANG', 'SIKKA', 0],
  ['', '', 100],
])('%j and %j are alike by %d percent', (one, other, expected) => {
  expect(similarityPercent(one, other)).toBe(expected)
})

it('is symmetric, between 0 and 100, and whole only for equal texts', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (one, other) => {
      const score = similarityPercent(one, other)
      expect(score).toBe(similarityPercent(other, one))
      expect(score >= 0 && score <= 100).toBe(true)
      expect(score === 100).toBe(one === other)
    }),
  )
})
