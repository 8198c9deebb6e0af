import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { answerFailure } from '../../transport/answer-failure.ts'
import { isSuccess } from '../../transport/is-success.ts'
import { requestObjectMediaType } from './request-object.ts'

/** How a Request Object is fetched. */
export interface FetchRequestObjectOptions {
  /** Sends the request; the guarded one reaches no private address. */
  readonly fetch: GuardedFetch
  /** The `request_uri_method` of the link; `get` by default. */
  readonly method?: 'get' | 'post'
  /** Sent with `post`; the Request Object has to give it back. */
  readonly walletNonce?: string
}

/**
 * Fetches a Request Object. Any status other than 2xx ends the flow (section 5.10.2); redirects are not followed.
 *
 * @param uri The `request_uri` of the link.
 * @returns The compact JWS, not verified.
 * @throws ProtocolError `verifier_refused`; NetworkError `network_status_unexpected` and those of the fetch.
 * @see OpenID4VP 1.0 section 5.10
 */
export async function fetchRequestObject(uri: string, options: FetchRequestObjectOptions): Promise<string> {
  const response = await options.fetch(
    uri,
    options.method === 'post' ? toPost(options.walletNonce) : { headers: accept },
  )
  if (!isSuccess(response)) throw answerFailure(response, 'verifier_refused')
  return response.text().trim()
}

const accept = { accept: requestObjectMediaType }

function toPost(walletNonce: string | undefined): {
  method: 'POST'
  headers: Record<string, string>
  body: string
} {
  const body = new URLSearchParams(walletNonce === undefined ? {} : { wallet_nonce: walletNonce }).toString()
  return { method: 'POST', headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' }, body }
}
