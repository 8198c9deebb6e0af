import { invalidArgument } from '@lontar/credentials/errors'
import { birthdayAt, hasReachedAge } from '../calendar/age.ts'
import { type CalendarDate, isCalendarDate } from '../calendar/calendar-date.ts'
import { openZonedCalendar, type ZonedCalendar } from '../calendar/zoned-calendar.ts'
import { roundToHour } from './rounded-time.ts'
import { statedAges } from './stated-ages.ts'

/** What `credentialExpiry` needs. */
export interface CredentialExpiryInput {
  /** The date that the age claims are reckoned from. */
  readonly birthdate: CalendarDate
  /** The instant of issue, not rounded. */
  readonly issuedAt: Date
  /** IANA time zone of the holder's place; ages and days are reckoned there. */
  readonly timeZone: string
  /** The longest life, in whole days, 1 to 365; 365 by default. */
  readonly maxDays?: number
  /** The last day of the document, such as that of a stay permit; none by default, as for a citizen's card. */
  readonly documentUntil?: CalendarDate
}

/**
 * When a credential with age claims ends, so that none of them outlives the birthday that changes it, and that it does
 * not outlive its document.
 *
 * The bound is the earliest of `maxDays`, the next birthday that turns a false age claim true, and the end of the
 * document's last day. The end is the last first of a month not after the bound, at 00:00 of the place, so that it does
 * not tell the day of birth. When no first of a month is left before the bound, the end is the next midnight of the
 * place if a birthday is the bound, which tells that the birthday is in what remains of the month and no more, and else
 * the last midnight not after the bound, which in the last month of a document tells its last day.
 *
 * @returns the end: after `issuedAt`, never after the bound
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `birthdate` is no date or `maxDays` is not 1 to 365, when `timeZone` is
 *   not known, or when `documentUntil` is no date or is past at `issuedAt`
 */
export function credentialExpiry(input: CredentialExpiryInput): Date {
  const calendar = openZonedCalendar(input.timeZone)
  const birthday = nextChange(input.birthdate, calendar.dateAt(input.issuedAt), calendar)
  const bound = earliest([birthday, endOfDocument(input, calendar), longestLife(input)])
  const firstOfMonth = calendar.startOf(`${calendar.dateAt(bound).slice(0, 7)}-01`)
  if (firstOfMonth > input.issuedAt) return firstOfMonth
  if (bound === birthday) return nextMidnight(input.issuedAt, calendar)
  const midnight = calendar.startOf(calendar.dateAt(bound))
  // One day may end before a midnight comes where clocks are put back.
  return midnight > input.issuedAt ? midnight : roundToHour(bound)
}

/** The earliest of the times that there are; of equal ones the first, so that a birthday hides behind nothing else. */
function earliest(times: readonly [...(Date | undefined)[], Date]): Date {
  const known = times.filter((time) => time !== undefined)
  return known.reduce((first, time) => {
    if (time < first) return time
    return first
  })
}

function longestLife({ issuedAt, maxDays }: CredentialExpiryInput): Date {
  return new Date(issuedAt.getTime() + readDays(maxDays) * 86_400_000)
}

/** The midnight at which the last day of the document ends. */
function endOfDocument(
  { documentUntil, issuedAt }: CredentialExpiryInput,
  calendar: ZonedCalendar,
): Date | undefined {
  if (documentUntil === undefined) return undefined
  if (!isCalendarDate(documentUntil)) throw invalidArgument('documentUntil must be a date, YYYY-MM-DD.')
  const end = nextMidnight(calendar.startOf(documentUntil), calendar)
  if (end <= issuedAt) throw invalidArgument('documentUntil must not be past at issuedAt.')
  return end
}

function readDays(maxDays = 365): number {
  if (Number.isInteger(maxDays) && maxDays >= 1 && maxDays <= 365) return maxDays
  throw invalidArgument('maxDays must be a whole number from 1 to 365.')
}

/** The start of the next birthday on which a stated age becomes true; `undefined` when all are true. */
function nextChange(birthdate: CalendarDate, today: CalendarDate, calendar: ZonedCalendar): Date | undefined {
  const age = statedAges.find((candidate) => !hasReachedAge(birthdate, candidate, today))
  return age === undefined ? undefined : calendar.startOf(birthdayAt(birthdate, age))
}

function nextMidnight(instant: Date, calendar: ZonedCalendar): Date {
  const noon = calendar.startOf(calendar.dateAt(instant)).getTime() + 36 * 3_600_000
  return calendar.startOf(calendar.dateAt(new Date(noon)))
}
