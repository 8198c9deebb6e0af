import { findGrant } from './find-grant.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { Refusal } from './refusal.ts'
import { dpopChallenge, verifyDpop } from './verify-dpop.ts'

/**
 * Finds what the access token of a request opens. The token stands in the Authorization header and nowhere else; one
 * that is bound to a key opens nothing without a DPoP proof by that key, and one that is not opens nothing under DPoP.
 *
 * @throws Refusal with status 401 and `WWW-Authenticate`.
 * @see RFC 6750 sections 2.1 and 3; RFC 9449 section 7; OpenID4VCI 1.0 section 8.3.1.1
 */
export async function authorizeRequest(context: IssuerContext, request: Request): Promise<Grant> {
  // RFC 6750 section 2.3: a query is logged everywhere, so a token in it is spoiled.
  if (new URL(request.url).searchParams.has('access_token')) throw noToken(context)
  const header = request.headers.get('authorization')
  if (header === null) throw noToken(context)
  const [, scheme = '', accessToken = ''] =
    /^(Bearer|DPoP) ([A-Za-z0-9\-._~+/]{1,4096}=*)$/i.exec(header) ?? []
  const bound = scheme.toLowerCase() === 'dpop'
  if (accessToken === '') throw invalidToken(context, bound)
  const grant = await findGrant(context, accessToken, async (expectedThumbprint) => {
    // RFC 9449 section 7.2: a stolen token that is bound must not be of use as a bearer token.
    if ((expectedThumbprint !== undefined) !== bound) throw invalidToken(context, bound)
    if (expectedThumbprint === undefined) return
    const proven = await verifyDpop(context, request, { accessToken, expectedThumbprint })
    if (proven === undefined) throw invalidToken(context, bound)
  })
  if (grant === undefined) throw invalidToken(context, bound)
  return grant
}

function invalidToken({ dpop }: IssuerContext, bound: boolean): Refusal {
  return unauthorized(
    bound || dpop === 'required'
      ? dpopChallenge('invalid_token')
      : `Bearer error="invalid_token", ${dpopChallenge()}`,
  )
}

function noToken({ dpop }: IssuerContext): Refusal {
  return unauthorized(dpop === 'required' ? dpopChallenge() : `Bearer, ${dpopChallenge()}`)
}

function unauthorized(challenge: string): Refusal {
  return new Refusal('invalid_token', 'a valid access token is required in the Authorization header', {
    status: 401,
    headers: { 'www-authenticate': challenge },
  })
}
