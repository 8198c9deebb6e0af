import type { ErrorCode } from '../errors/error-code.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { failureOfStep } from '../verdict/require-step.ts'
import { endPresent } from '../verdict/steps/format-steps.ts'
import { checkPeriod, checkTimes } from './check-times.ts'
import type { VerifyExpectations } from './credential-format.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import { earliest } from './earliest.ts'

/** The times of a credential, only to show them. */
export interface ShownTimes {
  readonly issuedAt: Date | undefined
  readonly expiresAt: Date | undefined
}

/**
 * Reads the times of a version 2.0 credential.
 *
 * @param claims the processed payload.
 * @returns when it was issued and when it ends, as far as it says.
 */
export function readW3cTimes({ iat, exp, validFrom, validUntil }: JsonObject): ShownTimes {
  return {
    issuedAt: parseNumericDate(iat) ?? parseDateTimeStamp(validFrom),
    expiresAt: earliest(parseNumericDate(exp), parseDateTimeStamp(validUntil)),
  }
}

/**
 * Checks the times of a version 2.0 credential: the lifetime of the signature and the validity of the data both count.
 *
 * @param claims the processed payload.
 * @param expectations the time, and whether a credential may have no end.
 * @returns the failure `credential_malformed`, `credential_expired` or `credential_not_yet_valid`, or `undefined`.
 * @see VC-JOSE-COSE section 3.1.3, VC Data Model 2.0 section 4.9
 */
export function checkW3cTimes(
  claims: JsonObject,
  { policy, now }: Pick<VerifyExpectations, 'policy' | 'now'>,
): ErrorCode | undefined {
  const { exp, validFrom, validUntil } = claims
  const hasEnd = exp !== undefined || validUntil !== undefined || policy?.acceptEndless === true
  return (
    // An end that is held back cannot be told from one that never was, so every credential must have one.
    failureOfStep(endPresent, hasEnd) ??
    checkTimes(claims, now) ??
    checkPeriod({ from: parseDateTimeStamp(validFrom), until: parseDateTimeStamp(validUntil) }, now)
  )
}
