export type { CalendarDate } from './lib/calendar/calendar-date.ts'
export type { KtpCard } from './lib/ktp/ktp-card.ts'
export type { KtpWarning, KtpWarningCode } from './lib/ktp/ktp-warning.ts'
export { type ParsedKtp, parseKtp } from './lib/ktp/parse-ktp.ts'
