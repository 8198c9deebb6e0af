import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError, NetworkError } from '../errors/lontar-error.ts'

/**
 * Tells a wrong answer from none: a wrong answer is a failure, no answer is no information.
 *
 * @param error what was thrown on the way to a status list.
 * @returns the code of the failure; `undefined` when there was no answer.
 */
export function codeOfStatusError(error: unknown): ErrorCode | undefined {
  return error instanceof LontarError && !(error instanceof NetworkError) ? error.code : undefined
}
