import { OperationError } from '@lontar/credentials/errors'
import { createErrorResponse, type RegisteredError } from '@lontar/openid4vc/openid4vci'
import { answerJson } from './answer.ts'
import { Refusal } from './refusal.ts'

/** Makes the answer to a request that failed. Only a refusal says why; a failure of ours is reported, not told. */
export function answerFailure(error: unknown, report: (error: unknown) => void): Response {
  if (error instanceof Refusal) {
    return answerError(error.error, error.message, error.status, error.headers)
  }
  report(error)
  // X4: the environment failed, and may be well again soon.
  return error instanceof OperationError && error.code !== 'internal'
    ? answerError('temporarily_unavailable', 'try again later', 503, { 'retry-after': '5' })
    : answerError('server_error', 'the request failed', 500)
}

function answerError(
  error: RegisteredError,
  description: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return answerJson(createErrorResponse(error, description), { status, headers })
}
