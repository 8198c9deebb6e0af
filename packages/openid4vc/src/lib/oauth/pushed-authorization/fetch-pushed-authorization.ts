import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import type { PushedAuthorization } from './create-pushed-authorization-response.ts'
import { parsePushedAuthorizationResponse } from './parse-pushed-authorization-response.ts'

/** How `fetchPushedAuthorization` reaches the other side. */
export interface PushedAuthorizationOptions {
  /** Sends the request; the guarded one reaches no private address. */
  readonly fetch: GuardedFetch
  /** Headers beside the usual ones, such as those of a client attestation. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Pushes an authorization request.
 *
 * @param endpoint The `pushed_authorization_request_endpoint` of the authorization server.
 * @param body What `createAuthorizationRequest` made.
 * @throws ProtocolError `issuer_refused` with the error's registered name; MalformedError `oauth_response_malformed`;
 *   NetworkError `network_status_unexpected` and those of the fetch.
 * @see RFC 9126 section 2
 */
export async function fetchPushedAuthorization(
  endpoint: string,
  body: string,
  { fetch, headers: own = {} }: PushedAuthorizationOptions,
): Promise<PushedAuthorization> {
  const headers = {
    ...own,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  }
  const response = await fetch(endpoint, { method: 'POST', headers, body })
  // RFC 9126 section 2.2 has 201; servers in the field, such as Credo's, answer 200 with the same message.
  if (response.status !== 201 && response.status !== 200) throw answerFailure(response, 'issuer_refused')
  return parsePushedAuthorizationResponse(answerJson(response, 'oauth_response_malformed'))
}
