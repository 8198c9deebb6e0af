import { failed, passed } from './check.ts'
import { failureOfStep } from './require-step.ts'
import type { Check, CheckId } from './verdict.ts'
import type { VerificationStep } from './verification-step.ts'

/** A step, and whether it holds. */
export type StepOutcome = readonly [step: VerificationStep, holds: boolean]

/**
 * Sums up steps in one check of the verdict.
 *
 * @param id the check.
 * @param spec the specification and section that ask for the whole of it.
 * @param outcomes the steps, in the order in which they are looked at; none is a check that passed.
 * @returns the check: passed, or failed with the code and the specification of the first step that does not hold.
 */
export function checkOfSteps(id: CheckId, spec: string, outcomes: readonly StepOutcome[]): Check {
  const broken = outcomes.find(([step, holds]) => failureOfStep(step, holds) !== undefined)
  return broken === undefined ? passed(id, spec) : failed(id, broken[0].code, broken[0].spec)
}
