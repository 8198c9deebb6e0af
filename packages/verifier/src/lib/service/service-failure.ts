import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { type ErrorCode, LontarError, NetworkError, OperationError } from '@lontar/credentials/errors'
import { errorResponse } from '../routes/json-response.ts'

/** A call that the service does not understand: what it answers. */
export class RefusedCall extends TypeError {
  /** The status of the answer. */
  readonly status: 400 | 408 | 413 | 415

  /** @param message fixed text, which becomes the description of the answer. */
  constructor(status: RefusedCall['status'], message: string) {
    super(message)
    this.status = status
  }
}

const statusOf: Partial<Readonly<Record<ErrorCode, number>>> = { ask_unknown: 404, transaction_unknown: 404 }

/** The one table of failures of the service. A caller with a key may know the code of what failed; others get none. */
export function answerServiceFailure(error: unknown, onError: (reason: unknown) => void): Response {
  if (error instanceof RefusedCall) return answerRefusedCall(error)
  if (isInvalidArgument(error)) return errorResponse(400, 'invalid_request', 'A value cannot be used.')
  if (!(error instanceof LontarError)) {
    onError(error)
    return errorResponse(500, 'internal', errorCatalogue.internal.title.en)
  }
  const unavailable = error instanceof OperationError || error instanceof NetworkError
  const status = statusOf[error.code] ?? (unavailable ? 503 : 500)
  if (status >= 500) onError(error)
  const response = errorResponse(status, error.code, errorCatalogue[error.code].title.en)
  if (status === 503) response.headers.set('retry-after', '1')
  return response
}

/** The connection of a body that was not waited for ends (RFC 9110 section 15.5.9). */
function answerRefusedCall({ status, message }: RefusedCall): Response {
  const response = errorResponse(status, 'invalid_request', message)
  if (status === 408) response.headers.set('connection', 'close')
  return response
}

function isInvalidArgument(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE'
}
