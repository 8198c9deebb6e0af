import { type ErrorCode, LontarError, VerificationError } from '@lontar/credentials/errors'
import type { VerifierContext } from '../verifier-context.ts'
import { errorResponse } from './json-response.ts'

/** One answer for a state that is unknown, over or used: it tells nobody which requests exist. */
export function refuseState(context: VerifierContext, code: ErrorCode): Response {
  context.onError(new VerificationError(code, 'The state belongs to no open request.'))
  return errorResponse(400, 'invalid_request', 'The state belongs to no open request.')
}

/** Reads, or answers that it cannot be read: that is no verdict. */
export async function orUnreadable<Value>(
  context: VerifierContext,
  read: () => Promise<Value>,
): Promise<Value | Response> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    context.onError(error)
    return errorResponse(400, 'invalid_request', 'The response cannot be read.')
  }
}
