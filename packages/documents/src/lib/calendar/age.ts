import { invalidArgument } from '@lontar/credentials/errors'
import { type CalendarDate, calendarDate, dateExists, isCalendarDate } from './calendar-date.ts'

/**
 * The day on which a person reaches an age. Someone born on 29 February reaches it on 1 March in common years, so
 * that no age is ever claimed too early.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a birth date that is no date: no age follows from one
 */
export function birthdayAt(birthdate: CalendarDate, age: number): CalendarDate {
  if (!isCalendarDate(birthdate)) throw invalidArgument('birthdate must be a date, YYYY-MM-DD.')
  const [year = 0, month = 0, day = 0] = birthdate.split('-').map(Number)
  return dateExists(year + age, month, day)
    ? calendarDate(year + age, month, day)
    : calendarDate(year + age, month + 1, 1)
}

/**
 * True when the person has reached the age on that day.
 *
 * @param birthdate of a year from 1900 to 2199
 * @param age in years
 * @param today the date at the place where the age counts; see `openZonedCalendar`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a birth date that is no date
 */
export function hasReachedAge(birthdate: CalendarDate, age: number, today: CalendarDate): boolean {
  return birthdayAt(birthdate, age) <= today
}
