import { MalformedError } from '@lontar/credentials/errors'
import { parseParameters } from '../../transport/parse-parameters.ts'
import type { AuthorizationDetailsRules } from '../authorization-details/parse-authorization-details.ts'
import type { AuthorizationRequest } from '../authorization-request/authorization-request.ts'
import { parseAuthorizationRequest } from '../authorization-request/parse-authorization-request.ts'

const code = 'oauth_request_malformed'

/**
 * Reads the body of a pushed authorization request.
 *
 * @throws What `parseAuthorizationRequest` throws; MalformedError `oauth_request_malformed` (`invalid_request`) also
 *   for a body with `request_uri`.
 * @see RFC 9126 section 2.1
 */
export function parsePushedAuthorizationRequest(
  body: string,
  rules: AuthorizationDetailsRules,
): AuthorizationRequest {
  if (parseParameters(body, code).has('request_uri')) {
    throw new MalformedError(code, 'A pushed authorization request names another by request_uri.')
  }
  return parseAuthorizationRequest(body, rules)
}
