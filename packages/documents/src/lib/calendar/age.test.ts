import { describe, expect, it } from 'vitest'
import { birthdayAt, hasReachedAge } from './age.ts'

describe('birthdayAt', () => {
  it('is the same day of a later year', () => {
    expect(birthdayAt('1990-08-17', 18)).toBe('2008-08-17')
  })

  it('counts 29 February on 1 March in common years and on the day in leap years', () => {
    expect(birthdayAt('2008-02-29', 17)).toBe('2025-03-01')
    expect(birthdayAt('2008-02-29', 20)).toBe('2028-02-29')
  })
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
})
