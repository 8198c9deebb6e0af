import { describe, expect, it } from 'vitest'
import { dayAfter } from './day-after.ts'
import { isOver } from './is-over.ts'

describe('isOver', () => {
  it('is false on the last day and true on the next', () => {
    expect(isOver('2026-11-24', '2026-11-23')).toBe(false)
    expect(isOver('2026-11-24', '2026-11-24')).toBe(false)
    expect(isOver('2026-11-24', '2026-11-25')).toBe(true)
  })

  it.each(['', 'SEUMUR HIDUP', '2027-02-30', '9999-12-31', '24-11-2030'])(
    'is true of %j, which is no date',
    (text) => {
      expect(isOver(text, '2026-11-24')).toBe(true)
    },
  )
})

describe('dayAfter', () => {
  it.each([
    ['2026-11-24', '2026-11-25'],
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
    ['2027-02-28', '2027-03-01'],
  ])('of %s is %s', (date, next) => {
    expect(dayAfter(date)).toBe(next)
  })

  it('of what is no date is a wrong call', () => {
    expect(() => dayAfter('2027-02-30')).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })
})
