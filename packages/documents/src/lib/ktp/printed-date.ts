import { type CalendarDate, isCalendarDate } from '../calendar/calendar-date.ts'

/** Reads `DD-MM-YYYY` of a year from 1900 to 2199; `undefined` for any other text and for a date that does not exist. */
export function readPrintedDate(text: string): CalendarDate | undefined {
  const date = /^[0-9]{2}-[0-9]{2}-[0-9]{4}$/.test(text) ? text.split('-').reverse().join('-') : undefined
  return isCalendarDate(date) ? date : undefined
}
