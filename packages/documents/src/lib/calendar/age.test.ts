import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { birthdayAt, hasReachedAge } from './age.ts'
import { isCalendarDate } from './calendar-date.ts'

const wrongCall = expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' })

function dates(): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
}

describe('birthdayAt', () => {
  it('is the same day of a later year', () => {
    expect(birthdayAt('1990-08-17', 18)).toBe('2008-08-17')
  })

  it('counts 29 February on 1 March in common years and on the day in leap years', () => {
    expect(birthdayAt('2008-02-29', 17)).toBe('2025-03-01')
    expect(birthdayAt('2008-02-29', 20)).toBe('2028-02-29')
    // 2100 is no leap year.
    expect(birthdayAt('2040-02-29', 60)).toBe('2100-03-01')
  })

  it('is a day that exists, and later for whoever was born later', () => {
    fc.assert(
      fc.property(dates(), dates(), fc.constantFrom(0, 17, 18, 21, 60), (one, other, age) => {
        const [first, second] = [birthdayAt(one, age), birthdayAt(other, age)]
        expect(isCalendarDate(first)).toBe(true)
        if (one < other) expect(first <= second).toBe(true)
      }),
      { seed: 53, numRuns: 500 },
    )
  })

  it.each(['', 'x', '17-08-1990', '1990-8-17', '1990-02-30', '9990-01-01', '0090-01-01', '11990-01-01'])(
    'refuses to reckon from %j, which is no date of a person',
    (text) => {
      expect(() => birthdayAt(text, 17)).toThrow(wrongCall)
      expect(() => hasReachedAge(text, 17, '2026-11-24')).toThrow(wrongCall)
    },
  )
})

describe('hasReachedAge', () => {
  it('is true from the birthday on and not the day before', () => {
    expect(hasReachedAge('2008-11-24', 18, '2026-11-23')).toBe(false)
    expect(hasReachedAge('2008-11-24', 18, '2026-11-24')).toBe(true)
  })

  it('never claims an age of a leap day too early', () => {
    expect(hasReachedAge('2008-02-29', 17, '2025-02-28')).toBe(false)
    expect(hasReachedAge('2008-02-29', 17, '2025-03-01')).toBe(true)
  })

  it('claims no age of someone who is not born yet', () => {
    expect(hasReachedAge('2199-12-31', 0, '2026-11-24')).toBe(false)
    expect(hasReachedAge('2199-12-31', 17, '2026-11-24')).toBe(false)
  })

  it('stays true once it is true', () => {
    fc.assert(
      fc.property(dates(), dates(), dates(), (birthdate, one, other) => {
        const [earlier = '', later = ''] = [one, other].sort()
        if (hasReachedAge(birthdate, 18, earlier)) expect(hasReachedAge(birthdate, 18, later)).toBe(true)
      }),
      { seed: 53, numRuns: 500 },
    )
  })
})
