import { hashText } from '@lontar/credentials/jose'
import type { IssuerContext } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { Refusal } from './refusal.ts'

/**
 * Finds what the access token of a request opens. The token stands in the Authorization header and nowhere else.
 *
 * @throws Refusal with status 401 and `WWW-Authenticate`.
 * @see RFC 6750 sections 2.1 and 3; OpenID4VCI 1.0 section 8.3.1.1
 */
export async function authorizeRequest(context: IssuerContext, request: Request): Promise<Grant> {
  // RFC 6750 section 2.3: a query is logged everywhere, so a token in it is spoiled.
  if (new URL(request.url).searchParams.has('access_token')) throw unauthorized()
  const header = request.headers.get('authorization')
  if (header === null) throw unauthorized()
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(header)?.[1]
  const grant =
    token === undefined ? undefined : await context.store.readGrant(await hashText(token), context.now())
  if (grant === undefined) throw unauthorized('Bearer error="invalid_token"')
  return grant
}

function unauthorized(challenge = 'Bearer'): Refusal {
  return new Refusal('invalid_token', 'a valid access token is required in the Authorization header', {
    status: 401,
    headers: { 'www-authenticate': challenge },
  })
}
