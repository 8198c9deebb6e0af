import { Oauth2ResourceUnauthorizedError, Oauth2ServerErrorResponseError } from '@openid4vc/oauth2'

/** The DPoP nonce that every proof for the token endpoint must hold. */
export const tokenDpopNonce = 'nonce-of-the-tokens'

/** The DPoP nonce that every proof for a protected resource must hold. */
export const resourceDpopNonce = 'nonce-of-the-credentials'

/** A proof for a resource without the nonce of the server (RFC 9449 section 9). */
export class DpopNonceWanted extends TypeError {}

/** An answer in JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } })
}

/** What the library refused, in words of the protocol. */
export function refusal(error: unknown): Response {
  if (error instanceof DpopNonceWanted) {
    const challenge = { 'www-authenticate': 'DPoP error="use_dpop_nonce"' }
    return json({}, 401, { ...challenge, 'dpop-nonce': resourceDpopNonce })
  }
  if (error instanceof Oauth2ResourceUnauthorizedError) {
    return json({}, 401, { 'www-authenticate': error.toHeaderValue() })
  }
  if (error instanceof Oauth2ServerErrorResponseError) return json(error.errorResponse, 400)
  throw error
}

/** The parts of a request that the library looks at. */
export function likeOf({ headers, method, url }: Request) {
  return { headers, url, method: method as 'POST' }
}
