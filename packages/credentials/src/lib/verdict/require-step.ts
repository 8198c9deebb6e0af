import type { ErrorCode } from '../errors/error-code.ts'
import {
  type LontarError,
  type LontarErrorOptions,
  MalformedError,
  UnsupportedError,
  VerificationError,
} from '../errors/lontar-error.ts'
import type { VerificationStep } from './verification-step.ts'

const classOf = {
  malformed: MalformedError,
  verification: VerificationError,
  unsupported: UnsupportedError,
} as const

/**
 * Requires that a step of a verification holds. All refusals go through here or through `failureOfStep`, so that each
 * can be listed, and switched off by a test that proves that it is missed.
 *
 * @param step the step.
 * @param holds whether it holds.
 * @param options the lower-level failure, if there was one.
 * @throws MalformedError, VerificationError or UnsupportedError as the step says.
 */
export function requireStep(
  step: VerificationStep,
  holds: boolean,
  options?: LontarErrorOptions,
): asserts holds {
  if (!holds) throw errorOfStep(step, options)
}

/**
 * Tells how a step of a verification failed, for checks that return all failures.
 *
 * @param step the step.
 * @param holds whether it holds.
 * @returns the code of the refusal, or `undefined` when the step holds.
 */
export function failureOfStep(step: VerificationStep, holds: boolean): ErrorCode | undefined {
  return holds ? undefined : step.code
}

function errorOfStep({ kind, code, rule }: VerificationStep, options?: LontarErrorOptions): LontarError {
  return new classOf[kind](code, rule, options)
}
