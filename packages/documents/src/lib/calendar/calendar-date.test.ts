import { describe, expect, it } from 'vitest'
import { calendarDate, isCalendarDate } from './calendar-date.ts'

describe('isCalendarDate', () => {
  it('takes dates that exist, the leap days of 2000 and 2024 among them', () => {
    for (const date of ['1990-08-17', '2000-02-29', '2024-02-29', '1999-12-31']) {
      expect(isCalendarDate(date)).toBe(true)
    }
  })

  it('refuses dates that do not exist and other spellings', () => {
    const wrong = [
      '1900-02-29',
      '2023-02-29',
      '2024-04-31',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '17-08-1990',
    ]
    for (const date of [...wrong, '1990-8-17', '1990-08-17T00:00:00Z', ' 1990-08-17', 19900817, null]) {
      expect(isCalendarDate(date)).toBe(false)
    }
  })

  it('reads what calendarDate writes', () => {
    expect(calendarDate(987, 1, 2)).toBe('0987-01-02')
    expect(isCalendarDate(calendarDate(2026, 11, 4))).toBe(true)
  })
})
