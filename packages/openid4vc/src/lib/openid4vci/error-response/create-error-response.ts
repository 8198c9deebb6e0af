import type { RegisteredError } from '../../transport/registered-error.ts'

/** An error response on the wire (RFC 6749 section 5.2, OpenID4VCI 1.0 section 8.3.1.2). */
export interface ErrorResponseMessage {
  /** The registered name. */
  readonly error: RegisteredError
  /** For a developer: ASCII without `"` and `\`. */
  readonly error_description?: string
}

/**
 * Makes the body of an error response, to be sent with `Cache-Control: no-store`.
 *
 * @param error The registered name.
 * @param description Fixed text for a developer, never anything of a request. Only ASCII without `"` and `\` may
 *   stand there; each other character becomes `?`.
 * @see OpenID4VCI 1.0 section 8.3.1.2
 */
export function createErrorResponse(error: RegisteredError, description?: string): ErrorResponseMessage {
  if (description === undefined) return { error }
  return { error, error_description: description.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/gu, '?') }
}
