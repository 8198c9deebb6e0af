import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { answerJson } from '../../transport/answer-json.ts'
import { isSuccess } from '../../transport/is-success.ts'
import type { CredentialRequestMessage } from '../credential-request/create-credential-request.ts'
import { parseCredentialResponse } from './parse-credential-response.ts'

/** What `fetchCredentials` needs. */
export interface FetchCredentialsOptions {
  readonly accessToken: string
  readonly request: CredentialRequestMessage
  readonly fetch: GuardedFetch
}

/**
 * Sends a credential request.
 *
 * @param endpoint The `credential_endpoint` of the metadata.
 * @returns The credentials, not checked.
 * @throws ProtocolError `issuer_refused` with the error's registered name; on `invalid_nonce` try once more with
 *   a new nonce. What `parseCredentialResponse` throws. NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VCI 1.0 section 8
 */
export async function fetchCredentials(
  endpoint: string,
  options: FetchCredentialsOptions,
): Promise<string[]> {
  const response = await options.fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.accessToken}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(options.request),
  })
  if (!isSuccess(response)) throw answerFailure(response, 'issuer_refused')
  return parseCredentialResponse(answerJson(response, 'credential_response_malformed'))
}
