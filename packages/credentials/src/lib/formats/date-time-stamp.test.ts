import { describe, expect, it } from 'vitest'
import { parseDateTimeStamp } from './date-time-stamp.ts'

describe('parseDateTimeStamp', () => {
  it('reads a date and time with a zone', () => {
    expect(parseDateTimeStamp('2026-11-24T08:00:00Z')).toEqual(new Date('2026-11-24T08:00:00Z'))
    expect(parseDateTimeStamp('2026-11-24T08:00:00.5+08:00')).toEqual(new Date('2026-11-24T00:00:00.5Z'))
    expect(parseDateTimeStamp('2028-02-29T23:59:59-11:30')).toEqual(new Date('2028-03-01T11:29:59Z'))
  })

  it('refuses one without a zone, in another form, or on a day that does not exist', () => {
    const texts = [
      '2026-11-24T08:00:00',
      '2026-11-24',
      '2026-11-24 08:00:00Z',
      '2026-11-24T08:00Z',
      '2026-11-24t08:00:00z',
      '2026-02-30T00:00:00Z',
      '2027-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-10T00:00:00Z',
      '2026-01-00T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:60:00Z',
      '2026-01-01T00:00:60Z',
      '2026-01-01T00:00:00+15:00',
      '2026-01-01T00:00:00+01:60',
      ' 2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z\n',
      '',
    ]
    for (const value of [...texts, 1_795_478_400, null, undefined, new Date()]) {
      expect([value, parseDateTimeStamp(value)]).toEqual([value, undefined])
    }
  })
})
