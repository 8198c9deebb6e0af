import { VerificationError } from '@lontar/credentials/errors'
import { birthdayAt, hasReachedAge } from '../calendar/age.ts'
import { type CalendarDate, isCalendarDate } from '../calendar/calendar-date.ts'
import { dayAfter } from '../calendar/day-after.ts'
import { isOver } from '../calendar/is-over.ts'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import type { Passport } from '../passport/passport.ts'
import { credentialExpiry } from './credential-expiry.ts'
import { visitorAges } from './stated-ages.ts'

/** The longest life of a visitor's credential, in days. */
const maxDays = 90

/** What `visitorExpiry` needs. */
export interface VisitorExpiryInput {
  readonly passport: Passport
  /** The last day of the stay, where it is known. */
  readonly stayUntil?: CalendarDate
  /** The instant of issue, not rounded. */
  readonly issuedAt: Date
  /** IANA time zone of the issuer's place. */
  readonly timeZone: string
}

/**
 * When a visitor's credential ends: at the last midnight within 90 days, and not after the last day of the passport or
 * of the stay. Where a birthday within that time turns an age claim true, it ends as `credentialExpiry` says, so that
 * the end does not tell the day of birth.
 *
 * @throws VerificationError `document_expired` when the passport has ended, `stay_permit_expired` when the stay has
 */
export function visitorExpiry({ passport, stayUntil, issuedAt, timeZone }: VisitorExpiryInput): Date {
  const calendar = openZonedCalendar(timeZone)
  const today = calendar.dateAt(issuedAt)
  const { dateOfExpiry } = passport
  if (isOver(dateOfExpiry, today)) throw ended('document_expired', 'The passport has ended.')
  if (stayUntil !== undefined && isOver(stayUntil, today)) {
    throw ended('stay_permit_expired', 'The stay has ended.')
  }
  const documentUntil = stayUntil !== undefined && stayUntil < dateOfExpiry ? stayUntil : dateOfExpiry
  const latest = calendar.dateAt(new Date(issuedAt.getTime() + maxDays * 86_400_000))
  const birthday = nextBirthday(passport.birthdate, today)
  if (birthday !== undefined && birthday <= latest && birthday <= documentUntil) {
    const { known: birthdate = '' } = passport.birthdate
    return credentialExpiry({ birthdate, issuedAt, timeZone, maxDays, documentUntil })
  }
  return calendar.startOf(documentUntil < latest ? dayAfter(documentUntil) : latest)
}

function ended(code: 'document_expired' | 'stay_permit_expired', message: string): VerificationError {
  return new VerificationError(code, message)
}

/** The birthday that turns the next false age claim true; none where no age claim is false. */
function nextBirthday({ known }: Passport['birthdate'], today: CalendarDate): CalendarDate | undefined {
  if (!isCalendarDate(known)) return undefined
  const age = visitorAges.find((candidate) => !hasReachedAge(known, candidate, today))
  return age === undefined ? undefined : birthdayAt(known, age)
}
