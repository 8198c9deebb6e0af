import { birthdayAt } from '../calendar/age.ts'
import { type CalendarDate, calendarDate, dateExists } from '../calendar/calendar-date.ts'
import type { NikParts } from './parse-nik.ts'

/**
 * Reads a birth date out of a NIK where no printed date is at hand. The year is 20YY only when that makes the person
 * at least 17, the age of a card holder, else 19YY; the leap day is judged after that. The NIK stays when a birth date
 * is corrected, so the result is a hint and never a claim.
 *
 * @param nik the parts of a valid NIK
 * @param today the date in the holder's zone
 * @returns the date, or `undefined` when the chosen year has no such day
 */
export function birthdateOfNik(nik: NikParts, today: CalendarDate): CalendarDate | undefined {
  const [day, month, yy] = [Number(nik.birth.day), Number(nik.birth.month), Number(nik.birth.yy)]
  const late = calendarDate(2000 + yy, month, day)
  const year = birthdayAt(late, 17) <= today ? 2000 + yy : 1900 + yy
  return dateExists(year, month, day) ? calendarDate(year, month, day) : undefined
}
