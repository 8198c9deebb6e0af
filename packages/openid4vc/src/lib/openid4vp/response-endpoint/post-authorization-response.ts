import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { JsonValue } from '@lontar/credentials/jose'
import { answerFailure } from '../../transport/answer-failure.ts'
import { isEndpointUrl } from '../../transport/endpoint-url.ts'
import { isSuccess } from '../../transport/is-success.ts'

/** What the verifier answered to a response. */
export interface ResponseEndpointAnswer {
  /** Where to send the browser, if the verifier said so; https, or http on loopback, and nothing else. */
  readonly redirectUri: string | undefined
}

/**
 * Posts an authorization response to the response endpoint. An answer that cannot be read counts as one
 * without `redirect_uri`: the presentation has already been received.
 *
 * @param responseUri The `response_uri` of the verified Request Object.
 * @param body What `createAuthorizationResponse` or `createAuthorizationErrorResponse` made.
 * @throws ProtocolError `verifier_refused`; NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VP 1.0 section 8.2
 */
export async function postAuthorizationResponse(
  responseUri: string,
  body: string,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<ResponseEndpointAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const response = await fetch(responseUri, { method: 'POST', headers, body })
  if (!isSuccess(response)) throw answerFailure(response, 'verifier_refused')
  return { redirectUri: readRedirectUri(() => response.json()) }
}

function readRedirectUri(read: () => JsonValue): string | undefined {
  try {
    const answer = read()
    if (typeof answer !== 'object' || answer === null || !('redirect_uri' in answer)) return undefined
    const uri = answer.redirect_uri
    return typeof uri === 'string' && isRedirectUri(uri) ? uri : undefined
  } catch {
    return undefined
  }
}

// A browser may need the fragment; a fragment leads nowhere else.
function isRedirectUri(uri: string): boolean {
  return isEndpointUrl(uri.split('#', 1)[0] ?? '')
}
