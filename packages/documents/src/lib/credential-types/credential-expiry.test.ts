import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { birthdayAt, hasReachedAge } from '../calendar/age.ts'
import { calendarDate } from '../calendar/calendar-date.ts'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import { credentialExpiry } from './credential-expiry.ts'
import { statedAges } from './stated-ages.ts'

const timeZone = 'Asia/Makassar'
const day = 86_400_000

function expiry(birthdate: string, issuedAt: string, maxDays?: number): string {
  const input = { birthdate, issuedAt: new Date(issuedAt), timeZone }
  return credentialExpiry(maxDays === undefined ? input : { ...input, maxDays }).toISOString()
}

describe('credentialExpiry', () => {
  it('is the last first of a month within a year when no birthday changes a claim', () => {
    expect(expiry('1990-08-17', '2026-11-24T02:00:00Z')).toBe('2027-10-31T16:00:00.000Z')
    // In a leap year the same day is 366 days away.
    expect(expiry('1990-08-17', '2027-10-31T16:00:00Z')).toBe('2028-09-30T16:00:00.000Z')
  })

  it('comes before the birthday that turns a false claim true, on the first of its month', () => {
    expect(expiry('2009-03-20', '2026-11-24T02:00:00Z')).toBe('2027-02-28T16:00:00.000Z')
    expect(expiry('1967-03-20', '2026-11-24T02:00:00Z')).toBe('2027-02-28T16:00:00.000Z')
  })

  it('may be the birthday itself when that is a first of a month', () => {
    expect(expiry('2009-03-01', '2026-11-24T02:00:00Z')).toBe('2027-02-28T16:00:00.000Z')
  })

  it('is the next midnight when the birthday is in the month of issue', () => {
    expect(expiry('2008-11-30', '2026-11-24T02:00:00Z')).toBe('2026-11-24T16:00:00.000Z')
    expect(expiry('2008-11-25', '2026-11-24T02:00:00Z')).toBe('2026-11-24T16:00:00.000Z')
  })

  it('takes the day of the place: half past midnight in Kupang is the birthday, though UTC is at yesterday', () => {
    // 18 years old since half an hour: the next change is the 21st birthday.
    expect(expiry('2008-11-24', '2026-11-23T16:30:00Z')).toBe('2027-10-31T16:00:00.000Z')
    // An hour before, it is the birthday that ends the credential.
    expect(expiry('2008-11-24', '2026-11-23T15:30:00Z')).toBe('2026-11-23T16:00:00.000Z')
  })

  it('counts 29 February on 1 March in common years', () => {
    expect(expiry('2008-02-29', '2025-01-10T02:00:00Z')).toBe('2025-02-28T16:00:00.000Z')
  })

  it('keeps a short life within its days', () => {
    expect(expiry('1990-08-17', '2026-11-03T02:00:00Z', 10)).toBe('2026-11-12T16:00:00.000Z')
    expect(expiry('1990-08-17', '2026-11-24T02:00:00Z', 10)).toBe('2026-11-30T16:00:00.000Z')
    expect(expiry('1990-08-17', '2026-11-03T02:00:00Z', 1)).toBe('2026-11-03T16:00:00.000Z')
  })

  describe('of a document that ends', () => {
    const until = (documentUntil: string, issuedAt: string, birthdate = '1985-06-05', zone = timeZone) =>
      credentialExpiry({
        birthdate,
        issuedAt: new Date(issuedAt),
        timeZone: zone,
        documentUntil,
      }).toISOString()

    it('is the last first of a month within its life, and the end of its last day in its last month', () => {
      expect(until('2027-03-31', '2026-11-24T02:00:00Z')).toBe('2027-03-31T16:00:00.000Z')
      expect(until('2027-03-30', '2026-11-24T02:00:00Z')).toBe('2027-02-28T16:00:00.000Z')
      expect(until('2026-11-28', '2026-11-24T02:00:00Z')).toBe('2026-11-28T16:00:00.000Z')
      expect(until('2026-11-24', '2026-11-24T15:59:59Z')).toBe('2026-11-24T16:00:00.000Z')
    })

    it('is never later for a document that ends later than a year', () => {
      expect(until('2030-01-01', '2026-11-24T02:00:00Z')).toBe(expiry('1985-06-05', '2026-11-24T02:00:00Z'))
    })

    it.each([
      ['Asia/Jakarta', '2026-11-28T17:00:00.000Z'],
      ['Asia/Makassar', '2026-11-28T16:00:00.000Z'],
      ['Asia/Jayapura', '2026-11-28T15:00:00.000Z'],
    ])('ends with the day of the place: in %s at %s', (zone, end) => {
      expect(until('2026-11-28', '2026-11-24T02:00:00Z', '1985-06-05', zone)).toBe(end)
    })

    it('hides a birthday before the end of the document as it does without one', () => {
      expect(until('2026-11-28', '2026-11-24T02:00:00Z', '2008-11-27')).toBe('2026-11-24T16:00:00.000Z')
      expect(until('2026-11-25', '2026-11-24T02:00:00Z', '2008-11-26')).toBe('2026-11-24T16:00:00.000Z')
    })

    it('refuses a document that has ended, half past midnight in Kupang, and one that ends on no day', () => {
      expect(() => until('2026-11-24', '2026-11-24T16:30:00Z')).toThrow(TypeError)
      expect(() => until('2026-11-24', '2026-11-24T15:30:00Z')).not.toThrow()
      for (const none of ['2026-02-30', '', '24-11-2026']) {
        expect(() => until(none, '2026-11-24T02:00:00Z')).toThrow(TypeError)
      }
    })
  })

  it('lets no age claim outlive its birthday, over a hundred years (I4)', () => {
    fc.assert(
      fc.property(births(), instants(), fc.constantFrom(1, 30, 90, 365), (birthdate, issuedAt, maxDays) => {
        const end = credentialExpiry({ birthdate, issuedAt, timeZone, maxDays })
        const calendar = openZonedCalendar(timeZone)
        expect(end.getTime()).toBeGreaterThan(issuedAt.getTime())
        expect(end.getTime()).toBeLessThanOrEqual(issuedAt.getTime() + maxDays * day)
        // Until its last instant every claim says what is true that day.
        const [first, last] = [calendar.dateAt(issuedAt), calendar.dateAt(new Date(end.getTime() - 1))]
        for (const age of statedAges) {
          expect(hasReachedAge(birthdate, age, last)).toBe(hasReachedAge(birthdate, age, first))
        }
      }),
      { seed: 53, numRuns: 2000 },
    )
  })

  it('holds in every zone, also on days of 23 and 25 hours', () => {
    const zones = ['Asia/Jakarta', 'Asia/Jayapura', 'UTC', 'America/New_York', 'Pacific/Auckland']
    fc.assert(
      fc.property(
        births(),
        instants(),
        fc.constantFrom(...zones),
        fc.constantFrom(1, 2, 365),
        (birthdate, issuedAt, zone, maxDays) => {
          const end = credentialExpiry({ birthdate, issuedAt, timeZone: zone, maxDays })
          const calendar = openZonedCalendar(zone)
          expect(end.getTime()).toBeGreaterThan(issuedAt.getTime())
          expect(end.getTime()).toBeLessThanOrEqual(issuedAt.getTime() + maxDays * day)
          const [first, last] = [calendar.dateAt(issuedAt), calendar.dateAt(new Date(end.getTime() - 1))]
          for (const age of statedAges)
            expect(hasReachedAge(birthdate, age, last)).toBe(hasReachedAge(birthdate, age, first))
        },
      ),
      { seed: 53, numRuns: 1000 },
    )
    // Ten past midnight, and the day has 25 hours: no midnight comes within one day.
    const issuedAt = new Date('2026-11-01T04:10:00Z')
    const input = { birthdate: '1990-08-17', issuedAt, timeZone: 'America/New_York', maxDays: 1 }
    expect(credentialExpiry(input).toISOString()).toBe('2026-11-02T04:00:00.000Z')
  })

  it('is a midnight of the place, so that no time of issue can be told from it', () => {
    fc.assert(
      fc.property(births(), instants(), (birthdate, issuedAt) => {
        const end = credentialExpiry({ birthdate, issuedAt, timeZone })
        expect((end.getTime() + 8 * 3_600_000) % day).toBe(0)
      }),
      { seed: 53, numRuns: 500 },
    )
  })

  it('tells no day in the month of the birthday either: every day that is left gives the same end', () => {
    for (const birthday of ['25', '26', '27', '28', '29', '30']) {
      expect(expiry(`2008-11-${birthday}`, '2026-11-24T02:00:00Z')).toBe('2026-11-24T16:00:00.000Z')
      expect(expiry(`1966-11-${birthday}`, '2026-11-24T02:00:00Z')).toBe('2026-11-24T16:00:00.000Z')
    }
    // A birthday of this month that has passed is a year away, like any other.
    expect(expiry('2008-11-23', '2026-11-24T02:00:00Z')).toBe('2027-10-31T16:00:00.000Z')
  })

  it('is bound by each of the four ages', () => {
    for (const born of ['2010', '2009', '2006', '1967']) {
      expect(expiry(`${born}-05-20`, '2026-11-24T02:00:00Z')).toBe('2027-04-30T16:00:00.000Z')
    }
    for (const born of ['2011', '2008', '2005', '1966']) {
      expect(expiry(`${born}-05-20`, '2026-11-24T02:00:00Z')).toBe('2027-10-31T16:00:00.000Z')
    }
  })

  it.each([0, -1, 1.5, 366, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d days as a life', (maxDays) => {
    expect(() => expiry('1990-08-17', '2026-11-24T02:00:00Z', maxDays)).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  it.each(['x', '17-08-1990', '2008-11-31', '9990-01-01'])('refuses the birth date %s', (birthdate) => {
    expect(() => expiry(birthdate, '2026-11-24T02:00:00Z')).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  it('does not tell the day of birth: people born in one month get the same end', () => {
    const months = fc.record({
      year: fc.integer({ min: 1950, max: 2010 }),
      month: fc.integer({ min: 1, max: 12 }),
    })
    const dayOfMonth = fc.integer({ min: 2, max: 28 })
    fc.assert(
      fc.property(months, dayOfMonth, dayOfMonth, instants(), ({ year, month }, one, other, issuedAt) => {
        const births = [calendarDate(year, month, one), calendarDate(year, month, other)]
        const today = openZonedCalendar(timeZone).dateAt(issuedAt)
        fc.pre(
          statedAges.every((age) =>
            births.every((birth) => birthdayAt(birth, age).slice(0, 7) !== today.slice(0, 7)),
          ),
        )
        // A bound of a whole year may fall between the two birthdays, and then ends in the same month.
        const [a, b] = births.map((birthdate) =>
          credentialExpiry({ birthdate, issuedAt, timeZone }).getTime(),
        )
        expect(a).toBe(b)
      }),
      { seed: 53, numRuns: 500 },
    )
  })
})

function births(): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date('1926-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
}

function instants(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date('2026-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
}
