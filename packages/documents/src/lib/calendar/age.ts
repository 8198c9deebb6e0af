import { type CalendarDate, calendarDate, dateExists } from './calendar-date.ts'

/**
 * The day on which a person reaches an age. Someone born on 29 February reaches it on 1 March in common years, so
 * that no age is ever claimed too early.
 */
export function birthdayAt(birthdate: CalendarDate, age: number): CalendarDate {
  const [year = 0, month = 0, day = 0] = birthdate.split('-').map(Number)
  return dateExists(year + age, month, day)
    ? calendarDate(year + age, month, day)
    : calendarDate(year + age, month + 1, 1)
}

/** True when the person has reached the age on that day. */
export function hasReachedAge(birthdate: CalendarDate, age: number, today: CalendarDate): boolean {
  return birthdayAt(birthdate, age) <= today
}
