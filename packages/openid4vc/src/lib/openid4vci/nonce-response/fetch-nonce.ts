import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import { isSuccess } from '../../transport/is-success.ts'
import { parseNonceResponse } from './parse-nonce-response.ts'

/**
 * Asks the Nonce Endpoint for a nonce; no token is needed.
 *
 * @param endpoint The `nonce_endpoint` of the metadata.
 * @throws ProtocolError `issuer_refused`; MalformedError `nonce_response_malformed`;
 *   NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 7
 */
export async function fetchNonce(
  endpoint: string,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<string> {
  const response = await fetch(endpoint, { method: 'POST', headers: { accept: 'application/json' } })
  if (!isSuccess(response)) throw answerFailure(response, 'issuer_refused')
  return parseNonceResponse(answerJson(response, 'nonce_response_malformed'))
}
