import type { TrustList } from '@lontar/credentials'
import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { encodeBase64Url } from '@lontar/credentials/jose'
import {
  authenticateRequestObject,
  createRefusalResponse,
  fetchRequestObject,
  parseAuthorizationRequestUri,
  parseClientId,
  postAuthorizationResponse,
  type RefusalResponse,
  type RequestByReference,
  type RequestObjectExpectations,
  verifyRequestObject,
  verifyUnsignedRequest,
} from '@lontar/openid4vc/openid4vp'
import { type OpenedRequest, openedRequest } from './opened-request.ts'
import { verifierTrustOf } from './verifier-trust-of.ts'
import type { WalletContext } from './wallet-context.ts'

/**
 * Follows a link to its request, once, and verifies who asks. A verifier that signed a request which cannot be answered
 * is told so, where the specification wants that; it learns nothing of the holder.
 *
 * @throws what `parseAuthorizationRequestUri`, `parseClientId`, `fetchRequestObject`, `verifyRequestObject`,
 *   `verifyUnsignedRequest` and `reviewTransactionData` throw.
 * @see OpenID4VP 1.0 sections 5, 5.9.3, 5.10 and 8.5
 */
export async function openRequest(
  context: WalletContext,
  text: string,
  trust: TrustList | undefined,
): Promise<OpenedRequest> {
  const link = parseAuthorizationRequestUri(text)
  // Whom nobody could know is not even asked.
  const { kind } = parseClientId(link.clientId)
  if (context.profile === 'haip' && link.requestUri === undefined) throw notByReference()
  if ('parameters' in link)
    return openedRequest(context, verifyUnsignedRequest(link.clientId, link.parameters))
  if (kind === 'redirect_uri') throw signedByNobody()
  const { jwt, ...nonce } =
    link.requestUri === undefined ? { jwt: link.request } : await fetchRequest(context, link)
  const expectations: RequestObjectExpectations = {
    ...nonce,
    expectedClientId: link.clientId,
    ...verifierTrustOf(context, trust),
  }
  const authentic = await authenticateRequestObject(jwt, expectations)
  try {
    return openedRequest(context, await verifyRequestObject(authentic, expectations))
  } catch (error) {
    await tellVerifier(context, createRefusalResponse(authentic, error, expectations))
    throw error
  }
}

async function fetchRequest(
  { fetch, randomBytes }: WalletContext,
  { requestUri, requestUriMethod: method }: RequestByReference,
): Promise<{ readonly jwt: string; readonly expectedWalletNonce?: string }> {
  if (method === 'get') return { jwt: await fetchRequestObject(requestUri, { fetch }) }
  // Section 5.10.1: the object has to give it back, so that nobody can replay an older one.
  const walletNonce = encodeBase64Url(randomBytes(32))
  const jwt = await fetchRequestObject(requestUri, { fetch, method, walletNonce })
  return { jwt, expectedWalletNonce: walletNonce }
}

/** Whether it arrives changes nothing for the holder. */
async function tellVerifier({ fetch }: WalletContext, refusal: RefusalResponse | undefined): Promise<void> {
  if (refusal === undefined) return
  await postAuthorizationResponse(refusal.responseUri, refusal.body, { fetch }).catch(() => undefined)
}

/** Section 5.9.3: a verifier that is known by its address alone signs no request. */
function signedByNobody(): MalformedError {
  return new MalformedError(
    'authorization_request_malformed',
    'A verifier that is known by its address alone signs no request.',
  )
}

/** HAIP 1.0 section 5.1. */
function notByReference(): UnsupportedError {
  return new UnsupportedError(
    'authorization_request_unsupported',
    'The request is not one of HAIP: it does not come by reference.',
  )
}
