import { MalformedError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'

/** An error response as it came. Neither member may go into a message or a log: both are the other side's text. */
export interface ErrorResponse {
  /** The name as it came, registered or not, of at most 256 characters. */
  readonly error: string
  /** For a developer, in the sender's words: nobody checked them. */
  readonly description?: string
}

// RFC 6749 section 5.2
const characters = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/

const errorResponse = objectOf({
  error: v.pipe(v.string(), v.maxLength(256), v.regex(characters)),
  error_description: v.exactOptional(v.unknown()),
})

/**
 * Reads an error response. A description that breaks the rules is dropped, because the error counts without it.
 *
 * @throws MalformedError `json_malformed` when it is not an error response.
 * @see RFC 6749 section 5.2
 */
export function parseErrorResponse(value: unknown): ErrorResponse {
  const read = v.safeParse(errorResponse, value, { abortEarly: true })
  if (!read.success) throw new MalformedError('json_malformed', 'The answer is not an error response.')
  const description = read.output.error_description
  if (typeof description !== 'string' || description.length > 1024 || !characters.test(description)) {
    return { error: read.output.error }
  }
  return { error: read.output.error, description }
}
