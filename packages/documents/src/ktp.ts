export type { CalendarDate } from './lib/calendar/calendar-date.ts'
export {
  findKtpInconsistencies,
  type KtpInconsistencyOptions,
} from './lib/ktp/find-ktp-inconsistencies.ts'
export { isKtpValue } from './lib/ktp/is-ktp-value.ts'
export type { KtpCard, KtpFields, WnaCard, WniCard } from './lib/ktp/ktp-card.ts'
export type { KtpFinding, KtpFindingGrade } from './lib/ktp/ktp-finding.ts'
export type { KtpFindingCode } from './lib/ktp/ktp-finding-codes.ts'
export { ktpFindingText } from './lib/ktp/ktp-finding-text.ts'
export { isKtpKey, type KtpKey, optionalKtpKeys, requiredKtpKeys } from './lib/ktp/ktp-keys.ts'
export { parseKtp } from './lib/ktp/parse-ktp.ts'
export { type PrintedField, type PrintedKtp, parsePrintedKtp } from './lib/ktp/parse-printed-ktp.ts'
export type { PrintedKtpFinding, PrintedKtpFindingCode } from './lib/ktp/printed/printed-ktp-finding.ts'
export { readPrintedDate } from './lib/ktp/printed-date.ts'
export { readPrintedSex } from './lib/ktp/printed-sex.ts'
export { readPrintedText } from './lib/ktp/printed-text.ts'
