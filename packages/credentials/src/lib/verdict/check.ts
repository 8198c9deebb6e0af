import type { ErrorCode } from '../errors/error-code.ts'
import { checkText, staleStatusText } from './check-text.ts'
import type { Check, CheckId } from './verdict.ts'

/**
 * A check that passed.
 *
 * @param id the check.
 * @param spec the specification and section that ask for it.
 * @returns the check.
 */
export function passed(id: CheckId, spec: string): Check {
  return Object.freeze({ id, state: 'passed', spec, text: checkText(id, 'passed') })
}

/**
 * A check that failed.
 *
 * @param id the check.
 * @param code why it failed.
 * @param spec the specification and section that ask for it.
 * @returns the check.
 */
export function failed(id: CheckId, code: ErrorCode, spec: string): Check {
  return Object.freeze({ id, state: 'failed', code, spec, text: checkText(id, 'failed', code) })
}

/**
 * A check that could not be made: not ok either.
 *
 * @param id the check.
 * @param code why there is no answer; after an earlier failure, the code of that.
 * @param spec the specification and section that ask for it.
 * @returns the check.
 */
export function unknown(id: CheckId, code: ErrorCode, spec: string): Check {
  return Object.freeze({ id, state: 'unknown', code, spec, text: checkText(id, 'unknown', code) })
}

/**
 * A check that does not apply to the format, or that the caller's policy leaves out by name.
 *
 * @param id the check.
 * @param spec the specification and section that speak of it.
 * @returns the check.
 */
export function skipped(id: CheckId, spec: string): Check {
  return Object.freeze({ id, state: 'skipped', spec, text: checkText(id, 'skipped') })
}

/** How fresh a status is, and how it was got. */
export type Freshness = Pick<Check, 'asOf' | 'freshUntil' | 'acceptedStale' | 'smallStatusList'>

/**
 * Says in a check how fresh the status is on which it rests.
 *
 * @param check a check of a status.
 * @param freshness the times.
 * @returns a new check.
 */
export function withFreshness(check: Check, freshness: Freshness): Check {
  const isStale = freshness.acceptedStale === true && check.state === 'passed'
  return Object.freeze({ ...check, ...freshness, text: isStale ? staleStatusText : check.text })
}
