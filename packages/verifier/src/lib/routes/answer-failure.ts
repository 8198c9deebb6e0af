import { LontarError, OperationError } from '@lontar/credentials/errors'
import type { VerifierContext } from '../verifier-context.ts'
import { errorResponse, overloadedResponse } from './json-response.ts'

/** The one table of failures that end a call; each is told to `onError`. */
export function answerFailure(context: VerifierContext, error: unknown): Response {
  context.onError(error)
  if (error instanceof LontarError && error.code === 'transaction_unknown') {
    return errorResponse(404, 'transaction_unknown', 'There is no such transaction.')
  }
  if (error instanceof OperationError) return overloadedResponse()
  return errorResponse(500, 'server_error', 'Something failed here.')
}
