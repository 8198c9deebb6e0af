import { type CalendarDate, calendarDate } from './calendar-date.ts'
import { requireTimeZone } from './require-time-zone.ts'

/** The calendar on the wall of a place. */
export interface ZonedCalendar {
  /** The date there at an instant. */
  dateAt(instant: Date): CalendarDate
  /** The instant at which a date begins there. */
  startOf(date: CalendarDate): Date
}

/**
 * Opens the calendar of a time zone.
 *
 * @param timeZone IANA name, such as `Asia/Makassar`
 * @returns a frozen calendar
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a zone that the platform does not know
 */
export function openZonedCalendar(timeZone: string): ZonedCalendar {
  const wallClock = openWallClock(requireTimeZone(timeZone))
  const dateAt = (instant: Date): CalendarDate => {
    const wall = new Date(wallClock(instant))
    return calendarDate(wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate())
  }
  const startOf = (date: CalendarDate): Date => {
    const midnight = Date.parse(`${date}T00:00:00Z`)
    const offsetAt = (time: number): number => wallClock(new Date(time)) - time
    const guess = midnight - offsetAt(midnight)
    return new Date(midnight - offsetAt(guess))
  }
  return Object.freeze({ dateAt, startOf })
}

/** Gives the wall time of an instant, as if the wall stood in UTC, in milliseconds. */
function openWallClock(timeZone: string): (instant: Date) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (instant) => {
    const whole = Math.floor(instant.getTime() / 1000) * 1000
    const parts = new Map(format.formatToParts(whole).map((part) => [part.type, Number(part.value)]))
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
  }
}
