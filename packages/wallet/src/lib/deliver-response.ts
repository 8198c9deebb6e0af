import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  type AuthorizationErrorResponseInput,
  type AuthorizationResponseInput,
  createAuthorizationErrorResponse,
  createAuthorizationResponse,
  createDcApiErrorResponse,
  createDcApiResponse,
  createFragmentResponseUrl,
  type DcApiMessage,
  type DcApiRequest,
  encryptAuthorizationResponse,
  postAuthorizationResponse,
  type RequestObject,
} from '@lontar/openid4vc/openid4vp'

/** What became of a response. */
export interface Delivery {
  /** Whether the verifier took it; without that the browser or the platform has yet to bring it. */
  readonly sent: boolean
  /** Where the browser goes next: as the verifier says, or with the answer inside; `null` when nowhere. */
  readonly redirectUri: string | null
  /** What the platform is to get, where it brought the request. */
  readonly dcApiResponse?: DcApiMessage
}

/**
 * Delivers a response the one way that the request names (OpenID4VP 1.0 sections 8.1, 8.2 and 8.3.1, appendix A.4): posts
 * it, posts it encrypted, or gives the URL whose fragment holds it, or what the platform is to get. Posted errors travel like presentations, so that a decline is as
 * private as an answer.
 */
export async function deliverResponse(
  request: RequestObject | DcApiRequest,
  response: AuthorizationResponseInput | AuthorizationErrorResponseInput,
  { fetch }: { readonly fetch: GuardedFetch },
): Promise<Delivery> {
  if ('origin' in request)
    return { sent: false, redirectUri: null, dcApiResponse: await answerDcApi(request, response) }
  const { responseMode, responseUri, responseEncryption } = request
  if (responseMode === 'fragment')
    return { sent: false, redirectUri: createFragmentResponseUrl(responseUri, inClear(response)) }
  const body =
    responseEncryption === undefined
      ? inClear(response)
      : await encryptAuthorizationResponse(response, responseEncryption)
  const { redirectUri } = await postAuthorizationResponse(responseUri, body, { fetch })
  return { sent: true, redirectUri: redirectUri ?? null }
}

/** The platform ties an answer to its request: the specification has no `state` there, and errors always in clear. */
async function answerDcApi(
  request: DcApiRequest,
  response: AuthorizationResponseInput | AuthorizationErrorResponseInput,
): Promise<DcApiMessage> {
  return 'vpToken' in response
    ? createDcApiResponse(request, response.vpToken)
    : createDcApiErrorResponse(request.protocol, response.error)
}

function inClear(response: AuthorizationResponseInput | AuthorizationErrorResponseInput): string {
  return 'vpToken' in response
    ? createAuthorizationResponse(response)
    : createAuthorizationErrorResponse(response)
}
