import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from './edit-distance.ts'

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['NAMA', 'NAMA', 0],
    ['NAMA', 'NARNA', 2],
    ['AGAMA', 'NAMA', 2],
    ['KECAMATAN', 'KECARNATAN', 2],
    ['', 'NIK', 3],
  ])('from %j to %j is %i', (from, to, distance) => {
    expect(editDistance(from, to, 9)).toBe(distance)
    expect(editDistance(to, from, 9)).toBe(distance)
  })

  it('stops where the lengths alone are too far apart', () => {
    expect(editDistance('NIK', 'STATUSPERKAWINAN', 3)).toBe(4)
  })

  it('is nothing for equal texts alone, and at most one for a single change', () => {
    const text = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(text, fc.nat(20), fc.string({ minLength: 1, maxLength: 1 }), (word, place, letter) => {
        const changed = word.slice(0, place) + letter + word.slice(place + 1)
        expect(editDistance(word, word, 3)).toBe(0)
        expect(editDistance(word, changed, 3)).toBe(word === changed ? 0 : 1)
      }),
      { seed: 53 },
    )
  })
})
