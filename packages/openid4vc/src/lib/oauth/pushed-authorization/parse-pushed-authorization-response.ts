import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import type { PushedAuthorization } from './create-pushed-authorization-response.ts'

const response = objectOf({
  // RFC 3986 characters: it goes into a URL that a browser opens.
  request_uri: v.pipe(v.string(), v.regex(/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,2048}$/)),
  expires_in: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})

/**
 * Reads the answer to a pushed authorization request. Unknown members are ignored.
 *
 * @throws MalformedError `oauth_response_malformed`.
 * @see RFC 9126 section 2.2
 */
export function parsePushedAuthorizationResponse(value: unknown): PushedAuthorization {
  const read = readAs(
    response,
    value,
    'oauth_response_malformed',
    'The answer to the pushed authorization request lacks a member or has a wrong one.',
  )
  return { requestUri: read.request_uri, expiresInSeconds: read.expires_in }
}
