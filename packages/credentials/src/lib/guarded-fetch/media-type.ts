/**
 * Reads the media type of an answer.
 *
 * @param headers the headers of the answer.
 * @returns the type in lower case without parameters, or `undefined` when the answer names none.
 * @see RFC 9110 section 8.3.1
 */
export function mediaTypeOf(headers: Headers): string | undefined {
  return headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
}
