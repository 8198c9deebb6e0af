import { birthdayAt, hasReachedAge } from '../calendar/age.ts'
import { type CalendarDate, calendarDate, dateExists } from '../calendar/calendar-date.ts'
import type { PassportBirthdate } from '../passport/passport.ts'

/** How far ahead a passport may end, in years. */
const longestValidity = 20

/**
 * Below this age, in years by the youngest reading, the birth may as well lie a century earlier, and the birth date
 * counts as unknown. Nobody with a passport is taken to be older than this and a hundred years.
 */
const ambiguousBelow = 17

/** East of UTC by as many milliseconds is the place where a date begins first. */
const firstMidnight = 14 * 3_600_000

/** The latest date that it is anywhere on earth at an instant. */
export function latestDateAt(instant: Date): CalendarDate {
  return new Date(instant.getTime() + firstMidnight).toISOString().slice(0, 10)
}

/**
 * Reads a birth date of two digits for the year: the latest that is not in the future, so that nobody is taken for
 * older than he is. Where the year before that by a century is possible too, the date itself counts as unknown.
 *
 * @param text YYMMDD, in which `<<` stands for a day, a day and a month, or a whole date that is not known
 * @param today the latest date on earth
 * @returns `undefined` when it is no date
 */
export function readMrzBirthdate(text: string, today: CalendarDate): PassportBirthdate | undefined {
  if (text === '<<<<<<') return {}
  const [, yy, mm, dd] = /^([0-9]{2})(?:([0-9]{2})([0-9]{2}|<<)|<<<<)$/.exec(text) ?? []
  if (yy === undefined) return undefined
  const month = mm === undefined ? undefined : Number(mm)
  const day = dd === undefined || dd === '<<' ? undefined : Number(dd)
  for (const year of yearsEnding(yy, 0, today)) {
    const span = spanOf(year, month, day)
    if (span !== undefined && span.first <= today) return describe(text, year, span, today)
  }
  return undefined
}

interface Span {
  readonly first: CalendarDate
  readonly last: CalendarDate
}

function spanOf(year: number, month?: number, day?: number): Span | undefined {
  if (month === undefined) return { first: calendarDate(year, 1, 1), last: calendarDate(year, 12, 31) }
  if (month < 1 || month > 12) return undefined
  const lastDay = [31, 30, 29, 28].find((candidate) => dateExists(year, month, candidate)) ?? 28
  if (day === undefined)
    return { first: calendarDate(year, month, 1), last: calendarDate(year, month, lastDay) }
  if (!dateExists(year, month, day)) return undefined
  return { first: calendarDate(year, month, day), last: calendarDate(year, month, day) }
}

function describe(text: string, year: number, { last }: Span, today: CalendarDate): PassportBirthdate {
  const latest = last < today ? last : today
  if (!hasReachedAge(latest, ambiguousBelow, today)) return { latest }
  const [mm, dd] = [text.slice(2, 4), text.slice(4, 6)]
  return { known: [String(year), mm, dd].filter((part) => part !== '<<').join('-'), latest }
}

/**
 * Reads the end of a passport: the latest date that is at most 20 years ahead.
 *
 * @param text YYMMDD
 * @param today the latest date on earth
 * @returns `undefined` when it is no date
 */
export function readMrzExpiry(text: string, today: CalendarDate): CalendarDate | undefined {
  if (!/^[0-9]{6}$/.test(text)) return undefined
  const [month = 0, day = 0] = [text.slice(2, 4), text.slice(4, 6)].map(Number)
  const bound = birthdayAt(today, longestValidity)
  return yearsEnding(text.slice(0, 2), 1, today)
    .filter((year) => dateExists(year, month, day))
    .map((year) => calendarDate(year, month, day))
    .find((date) => date <= bound)
}

/** The years that end in two digits, latest first: those of some centuries ahead, of this one, and of the one before. */
function yearsEnding(digits: string, centuriesAhead: number, today: CalendarDate): readonly number[] {
  const century = Number(today.slice(0, 2))
  const centuries = centuriesAhead === 0 ? [century, century - 1] : [century + 1, century, century - 1]
  return centuries.map((each) => each * 100 + Number(digits))
}
