import type { ErrorCode } from '../errors/error-code.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { failureOfStep } from '../verdict/require-step.ts'
import { begun, notExpired, timesReadable } from '../verdict/steps/format-steps.ts'

/** How far the issuer's clock may be ahead of ours. Nothing is granted after the end. */
const clockSkewMilliseconds = 60_000

/**
 * Compares the NumericDates of a JWT with the clock. One that is there and cannot be read fails closed.
 *
 * @param claims the processed payload with `exp`, `nbf` and `iat`, each optional.
 * @param now the time.
 * @returns the failure `credential_malformed`, `credential_expired` or `credential_not_yet_valid`, or `undefined`.
 * `nbf` and `iat` may lie 60 seconds ahead, `exp` may not lie behind.
 * @see RFC 7519 sections 4.1.4 to 4.1.6
 */
export function checkTimes({ exp, nbf, iat }: JsonObject, now: Date): ErrorCode | undefined {
  return (
    failureOfStep(timesReadable, [exp, nbf, iat].every(isTimeOrAbsent)) ??
    checkPeriod({ from: parseNumericDate(nbf), until: parseNumericDate(exp) }, now) ??
    checkPeriod({ from: parseNumericDate(iat) }, now)
  )
}

/** A period of validity; an end that is absent is open. */
export interface Period {
  readonly from?: Date | undefined
  /** The first instant at which it is over. */
  readonly until?: Date | undefined
}

/**
 * Compares a period with the clock.
 *
 * @param period its start and end.
 * @param now the time.
 * @returns the failure `credential_expired` or `credential_not_yet_valid`, or `undefined`. The start may lie 60 seconds
 * ahead, the end may not lie behind.
 */
export function checkPeriod({ from, until }: Period, now: Date): ErrorCode | undefined {
  const latestStart = now.getTime() + clockSkewMilliseconds
  return (
    failureOfStep(notExpired, until === undefined || now < until) ??
    failureOfStep(begun, from === undefined || from.getTime() <= latestStart)
  )
}

function isTimeOrAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || parseNumericDate(value) !== undefined
}
