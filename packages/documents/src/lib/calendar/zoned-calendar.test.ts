import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openZonedCalendar } from './zoned-calendar.ts'

const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC', 'America/New_York']

describe('openZonedCalendar', () => {
  it('tells the date of the place, where UTC is still at yesterday', () => {
    const halfPastMidnight = new Date('2026-11-23T16:30:00Z')
    expect(openZonedCalendar('Asia/Makassar').dateAt(halfPastMidnight)).toBe('2026-11-24')
    expect(openZonedCalendar('Asia/Jakarta').dateAt(halfPastMidnight)).toBe('2026-11-23')
  })

  it('knows when a date begins there, also where clocks are set forward', () => {
    const start = (zone: string, date: string) => openZonedCalendar(zone).startOf(date).toISOString()
    expect(start('Asia/Makassar', '2026-12-01')).toBe('2026-11-30T16:00:00.000Z')
    expect(start('America/New_York', '2026-03-08')).toBe('2026-03-08T05:00:00.000Z')
    expect(start('Pacific/Auckland', '2026-09-27')).toBe('2026-09-26T12:00:00.000Z')
    expect(start('America/New_York', '2026-03-09')).toBe('2026-03-09T04:00:00.000Z')
  })

  it('puts every instant between the start of its date and the end of it', () => {
    const instants = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const calendar = openZonedCalendar(zone)
        const start = calendar.startOf(calendar.dateAt(instant))
        const age = instant.getTime() - start.getTime()
        expect(age).toBeGreaterThanOrEqual(0)
        expect(age).toBeLessThan(25 * 3_600_000)
        expect(calendar.dateAt(start)).toBe(calendar.dateAt(instant))
        expect(calendar.dateAt(new Date(start.getTime() - 1))).not.toBe(calendar.dateAt(instant))
      }),
      { seed: 53, numRuns: 200 },
    )
  })

  it('takes a zone that does not exist for a wrong call', () => {
    expect(() => openZonedCalendar('Asia/Nowhere')).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })
})
