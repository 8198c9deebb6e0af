import { type CalendarDate, calendarDate, dateExists } from '../calendar/calendar-date.ts'

/** Reads `DD-MM-YYYY` of a year from 1900 to 2199; `undefined` for any other text and for a date that does not exist. */
export function readPrintedDate(text: string): CalendarDate | undefined {
  const parts = /^([0-9]{2})-([0-9]{2})-((?:19|20|21)[0-9]{2})$/.exec(text)
  if (parts === null) return undefined
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return dateExists(year, month, day) ? calendarDate(year, month, day) : undefined
}
