import { describe, expect, it } from 'vitest'
import { calendarDate, dateExists, isCalendarDate } from './calendar-date.ts'

describe('isCalendarDate', () => {
  it.each(['1990-08-17', '2000-02-29', '2024-02-29', '1999-12-31', '1900-01-01', '2199-12-31'])(
    'takes %s, which exists',
    (date) => {
      expect(isCalendarDate(date)).toBe(true)
    },
  )

  it.each(['1900-02-29', '2023-02-29', '2100-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-00'])(
    'refuses %s, which does not exist',
    (date) => {
      expect(isCalendarDate(date)).toBe(false)
    },
  )

  it.each([
    '17-08-1990',
    '1990-8-17',
    '1990-08-17T00:00:00Z',
    ' 1990-08-17',
    '1990-08-17\n',
    '١٩٩٠-٠٨-١٧',
    19900817,
    null,
    ['1990-08-17'],
  ])('refuses %j, which is written in another way', (value) => {
    expect(isCalendarDate(value)).toBe(false)
  })

  it.each(['1899-12-31', '2200-01-01', '9990-01-01', '0001-01-01', '10990-01-01'])(
    'refuses %s, a year that no card names',
    (date) => {
      expect(isCalendarDate(date)).toBe(false)
    },
  )

  it('reads what calendarDate writes', () => {
    expect(calendarDate(987, 1, 2)).toBe('0987-01-02')
    expect(isCalendarDate(calendarDate(2026, 11, 4))).toBe(true)
  })
})

describe('dateExists', () => {
  it('knows the length of every month, in common and in leap years', () => {
    const lengths = (year: number) =>
      Array.from({ length: 12 }, (_, index) =>
        [31, 30, 29, 28].find((day) => dateExists(year, index + 1, day)),
      )
    expect(lengths(2026)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    expect(lengths(2028)).toEqual([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    expect(dateExists(2026, 1, 32)).toBe(false)
  })
})
