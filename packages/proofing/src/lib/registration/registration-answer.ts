import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { type ErrorCode, LontarError, NetworkError, OperationError } from '@lontar/credentials/errors'

/** Statuses of what is not simply a value that cannot be taken. */
const statusOf: Partial<Readonly<Record<ErrorCode, number>>> = {
  json_malformed: 400,
  request_body_incomplete: 408,
  request_body_too_large: 413,
  card_image_too_large: 413,
  card_image_unsupported: 415,
  card_reader_unavailable: 503,
  registration_unknown: 404,
  registration_expired: 410,
  registration_state_conflict: 409,
  face_check_unavailable: 404,
  face_score_incomparable: 503,
  liveness_unknown: 404,
  liveness_replayed: 409,
  liveness_expired: 410,
  registration_limit_reached: 429,
  registration_busy: 429,
  processing_restricted: 403,
}

/** A JSON answer that nobody stores. */
export function answerJson(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(value, {
    status,
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  })
}

/** An answer by its status alone. */
export function answerStatus(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store', ...headers } })
}

/**
 * The one table of failures: a code, and title and remedy in both languages. Nothing of the failure's own text goes out,
 * and the operator hears the code alone.
 */
export function answerRegistrationFailure(error: unknown, onError: (code: ErrorCode) => void): Response {
  const code = codeOf(error)
  const isOurs = code === 'internal' || error instanceof OperationError || error instanceof NetworkError
  const status = statusOf[code] ?? (code === 'internal' ? 500 : isOurs ? 503 : 422)
  if (status >= 500) onError(code)
  const { title, fix } = errorCatalogue[code]
  return answerJson(status, { error: { code, title, fix } }, headersOf(status, code))
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof LontarError) return error.code
  // The time for reading a card is over.
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
  return isTimeout ? 'card_reader_unavailable' : 'internal'
}

/**
 * When to come again, but not where a registration itself has no more tries. The connection of a body that was not waited
 * for ends (RFC 9110 section 15.5.9).
 */
function headersOf(status: number, code: ErrorCode): Record<string, string> {
  if (status === 408) return { connection: 'close' }
  return status === 503 || code === 'registration_busy' ? { 'retry-after': '5' } : {}
}
