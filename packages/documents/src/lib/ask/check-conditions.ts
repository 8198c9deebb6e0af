import type { Check, JsonValue, UnverifiedCredential } from '@lontar/credentials'
import { checkOfSteps, type StepOutcome } from '@lontar/credentials/verdict-step'
import { isCalendarDate } from '../calendar/calendar-date.ts'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import { readClaim } from '../credential-types/claim-path.ts'
import type { Ask, AskCondition } from './ask.ts'
import { conditionEquals, conditionNotBefore, conditionOneOf, conditionShown } from './condition-steps.ts'

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
  const steps = ask.conditions.flatMap((condition) =>
    stepsOfCondition(condition, readClaim(credential, condition.claim), today),
  )
  return checkOfSteps('conditions', spec, steps)
}

function stepsOfCondition(
  condition: AskCondition,
  value: JsonValue | undefined,
  today: string,
): readonly StepOutcome[] {
  if (value === undefined) return [[conditionShown, false]]
  if ('equals' in condition) return [[conditionEquals, value === condition.equals]]
  if ('oneOf' in condition) return [[conditionOneOf, condition.oneOf.some((one) => one === value)]]
  const earliest = condition.notBefore === 'today' ? today : condition.notBefore
  return [[conditionNotBefore, isCalendarDate(value) && value >= earliest]]
}
