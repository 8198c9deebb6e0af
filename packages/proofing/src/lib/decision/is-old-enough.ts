import { type CalendarDate, hasReachedAge, isCalendarDate } from '@lontar/documents/calendar'
import type { IdentityDocument } from '@lontar/documents/verified-identity'

/** The age of a card holder (UU 24/2013 article 63); below it a guardian decides (UU 27/2022 article 25). */
const leastAge = 17

/** True when the holder of a document is 17. Whose birth date is no date, or not known, is of no age. */
export function isOldEnough(document: IdentityDocument, today: CalendarDate): boolean {
  const birthdate = document.kind === 'ktp' ? document.card.birthdate : document.passport.birthdate.latest
  return isCalendarDate(birthdate) && hasReachedAge(birthdate, leastAge, today)
}
