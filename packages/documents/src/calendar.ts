export { hasReachedAge } from './lib/calendar/age.ts'
export { type CalendarDate, isCalendarDate } from './lib/calendar/calendar-date.ts'
export { requireTimeZone } from './lib/calendar/require-time-zone.ts'
export { openZonedCalendar, type ZonedCalendar } from './lib/calendar/zoned-calendar.ts'
