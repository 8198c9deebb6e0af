import { type CalendarDate, isCalendarDate } from './calendar-date.ts'

/**
 * True when the last day of something is past. What is no date is over too: nothing is known to last because nobody can
 * read its end.
 *
 * @param lastDay the last day, as a document says it
 * @param today the date at the place; see `openZonedCalendar`
 */
export function isOver(lastDay: CalendarDate, today: CalendarDate): boolean {
  return !isCalendarDate(lastDay) || lastDay < today
}
