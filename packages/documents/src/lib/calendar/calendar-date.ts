/** A Gregorian date without a zone, `YYYY-MM-DD`. Two of them compare as strings. */
export type CalendarDate = string

/** Years that a card or an ask may name: years of five digits would not compare as strings. */
const shape = /^((?:19|20|21)[0-9]{2})-([0-9]{2})-([0-9]{2})$/

/** True for a date that exists, of a year from 1900 to 2199, written `YYYY-MM-DD`. */
export function isCalendarDate(value: unknown): value is CalendarDate {
  const parts = typeof value === 'string' ? shape.exec(value) : null
  return parts !== null && dateExists(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

/** True when the Gregorian calendar has the date; `month` and `day` count from 1. */
export function dateExists(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Writes a date that exists. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  const pad = (value: number, length: number): string => String(value).padStart(length, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
