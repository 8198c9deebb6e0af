/** A year; a date of a longer life need not exist. */
const maxSeconds = 31_536_000

/**
 * Says when a token ends.
 *
 * @param expiresInSeconds as the server says, of any size; more than a year counts as a year.
 * @returns the instant, or `undefined` where the server says nothing.
 * @see RFC 6749 section 5.1
 */
export function tokenExpiry(now: Date, expiresInSeconds: number | undefined): Date | undefined {
  if (expiresInSeconds === undefined) return undefined
  return new Date(now.getTime() + Math.min(expiresInSeconds, maxSeconds) * 1000)
}
