import { type Check, failed, type JsonValue, passed, type UnverifiedCredential } from '@lontar/credentials'
import { isCalendarDate } from '../calendar/calendar-date.ts'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import { readClaim } from '../credential-types/claim-path.ts'
import type { Ask, AskCondition } from './ask.ts'

/** What `checkConditions` needs. */
export interface CheckConditionsOptions {
  /** The instant of the check. */
  readonly now: Date
  /** IANA time zone whose date `today` is. */
  readonly timeZone: string
}

const spec = 'OpenID4VP 1.0 section 6.3; Lontar ask'

/**
 * Checks every condition of an ask against what a credential shows; a claim that is not shown meets none.
 * `equals` and `oneOf` are checked again, because the wallet that matched them is not to be believed.
 *
 * @returns the check `conditions`: passed, or failed with `condition_not_met`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `timeZone` is not known
 */
export function checkConditions(
  ask: Ask,
  credential: Pick<UnverifiedCredential, 'format' | 'claims'>,
  options: CheckConditionsOptions,
): Check {
  const today = openZonedCalendar(options.timeZone).dateAt(options.now)
  const met = ask.conditions.every((condition) =>
    isMet(condition, readClaim(credential, condition.claim), today),
  )
  return met ? passed('conditions', spec) : failed('conditions', 'condition_not_met', spec)
}

function isMet(condition: AskCondition, value: JsonValue | undefined, today: string): boolean {
  if (value === undefined) return false
  if ('equals' in condition) return value === condition.equals
  if ('oneOf' in condition) return condition.oneOf.some((candidate) => candidate === value)
  const earliest = condition.notBefore === 'today' ? today : condition.notBefore
  return isCalendarDate(value) && value >= earliest
}
