import { invalidArgument } from '@lontar/credentials/errors'
import { type CalendarDate, isCalendarDate } from './calendar-date.ts'

/**
 * The next day.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for what is no date
 */
export function dayAfter(date: CalendarDate): CalendarDate {
  if (!isCalendarDate(date)) throw invalidArgument('date must be a date, YYYY-MM-DD.')
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
