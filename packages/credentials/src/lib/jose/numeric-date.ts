import { invalidArgument } from '../errors/invalid-argument.ts'

/** The last second of the year 9999. A time given in milliseconds by mistake lies far beyond it. */
const lastSecond = 253_402_300_799

/**
 * Converts an instant to a NumericDate.
 *
 * @param date an instant from 1970 on.
 * @returns whole seconds since 1970-01-01T00:00:00Z, rounded down.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when the date is invalid or out of range.
 * @see RFC 7519 section 2
 */
export function numericDate(date: Date): number {
  const seconds = Math.floor(date.getTime() / 1000)
  if (seconds >= 0 && seconds <= lastSecond) return seconds
  throw invalidArgument('The date is out of range.')
}

/**
 * Reads a NumericDate.
 *
 * @param value a claim such as `exp`.
 * @returns the instant, or `undefined` when the value is no number or not between the years 1970 and 9999.
 * @see RFC 7519 section 2
 */
export function parseNumericDate(value: unknown): Date | undefined {
  if (typeof value !== 'number' || !(value >= 0 && value <= lastSecond)) return undefined
  return new Date(value * 1000)
}
