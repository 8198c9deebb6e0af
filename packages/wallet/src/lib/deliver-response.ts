import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  type AuthorizationErrorResponseInput,
  type AuthorizationResponseInput,
  createAuthorizationErrorResponse,
  createAuthorizationResponse,
  createFragmentResponseUrl,
  encryptAuthorizationResponse,
  postAuthorizationResponse,
  type RequestObject,
} from '@lontar/openid4vc/openid4vp'

/** What became of a response. */
export interface Delivery {
  /** Whether the verifier took it; without that the browser has yet to bring it. */
  readonly sent: boolean
  /** Where the browser goes next: as the verifier says, or with the answer inside; `null` when nowhere. */
  readonly redirectUri: string | null
}

/**
 * Delivers a response the one way that the request names (OpenID4VP 1.0 sections 8.1, 8.2 and 8.3.1): posts it, posts it
 * encrypted, or gives the URL whose fragment holds it. Errors travel like presentations, so that a decline is as
 * private as an answer.
 */
export async function deliverResponse(
  { responseMode, responseUri, responseEncryption }: RequestObject,
  response: AuthorizationResponseInput | AuthorizationErrorResponseInput,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<Delivery> {
  if (responseMode === 'fragment')
    return { sent: false, redirectUri: createFragmentResponseUrl(responseUri, inClear(response)) }
  const body =
    responseEncryption === undefined
      ? inClear(response)
      : await encryptAuthorizationResponse(response, responseEncryption)
  const { redirectUri } = await postAuthorizationResponse(responseUri, body, { fetch })
  return { sent: true, redirectUri: redirectUri ?? null }
}

function inClear(response: AuthorizationResponseInput | AuthorizationErrorResponseInput): string {
  return 'vpToken' in response
    ? createAuthorizationResponse(response)
    : createAuthorizationErrorResponse(response)
}
