import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import { parseTokenResponse, type TokenResponse } from '../token-response/parse-token-response.ts'

/** How `fetchToken` reaches the other side. */
export interface FetchTokenOptions {
  /** Sends the request; the guarded one reaches no private address. */
  readonly fetch: GuardedFetch
  /** Headers beside the usual ones, such as those of a client attestation. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Sends a token request.
 *
 * @param endpoint The `token_endpoint` of the authorization server.
 * @param body What `createTokenRequest` made.
 * @throws ProtocolError `issuer_refused` with the error's registered name; MalformedError `token_response_malformed`;
 *   NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 6
 */
export async function fetchToken(
  endpoint: string,
  body: string,
  { fetch, headers: own = {} }: FetchTokenOptions,
): Promise<TokenResponse> {
  const headers = { ...own, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const response = await fetch(endpoint, { method: 'POST', headers, body })
  if (response.status !== 200) throw answerFailure(response, 'issuer_refused')
  return parseTokenResponse(answerJson(response, 'token_response_malformed'))
}
