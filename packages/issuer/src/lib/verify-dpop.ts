import { LontarError } from '@lontar/credentials/errors'
import { signingAlgorithms } from '@lontar/credentials/jose'
import { type VerifiedDpopProof, verifyDpopProof } from '@lontar/openid4vc/oauth'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'
import { useJti } from './use-jti.ts'

/** What the DPoP proof of a request is held against. */
export interface DpopUse {
  /** The access token of the request, at a resource: then refusals have status 401 and `WWW-Authenticate`. */
  readonly accessToken?: string
  /** The thumbprint to which the token, the code or the refresh token is bound. */
  readonly expectedThumbprint?: string
}

/** How a resource asks for DPoP: with the error, if there is one, and the algorithms that it knows. */
export function dpopChallenge(error?: string): string {
  const algorithms = `algs="${signingAlgorithms.join(' ')}"`
  return error === undefined ? `DPoP ${algorithms}` : `DPoP error="${error}", ${algorithms}`
}

/**
 * Verifies the DPoP proof of a request: the proof itself, its nonce, and that it was not used before.
 *
 * @returns the thumbprint of its key; `undefined` for a request without a proof.
 * @throws Refusal `invalid_dpop_proof`, `use_dpop_nonce`; the answer carries a `DPoP-Nonce` in any case.
 * @see RFC 9449 sections 4.3, 8 and 9
 */
export async function verifyDpop(
  context: IssuerContext,
  request: Request,
  use: DpopUse = {},
): Promise<string | undefined> {
  const jwt = request.headers.get('dpop')
  if (jwt === null) return undefined
  const proof = await verifyProof(context, request, jwt, use)
  if (proof.nonce === undefined || !(await context.serverNonce.isGood(proof.nonce))) {
    throw refusal('use_dpop_nonce', 'the DPoP proof must hold a nonce of this server', use)
  }
  if (!(await useJti(context, 'dpop', proof))) {
    throw refusal('invalid_dpop_proof', 'the DPoP proof was used before', use)
  }
  return proof.thumbprint
}

async function verifyProof(
  context: IssuerContext,
  request: Request,
  jwt: string,
  use: DpopUse,
): Promise<VerifiedDpopProof> {
  try {
    return await verifyDpopProof(jwt, {
      expectedMethod: request.method,
      expectedUrl: publicAddressOf(context, request),
      ...(use.accessToken !== undefined && { expectedAccessToken: use.accessToken }),
      ...(use.expectedThumbprint !== undefined && { expectedThumbprint: use.expectedThumbprint }),
      now: context.now(),
    })
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw refusal('invalid_dpop_proof', 'the DPoP proof is not valid', use)
  }
}

/** The request came to this path, or it would not have been routed here; the host is that of the configuration. */
function publicAddressOf({ url }: IssuerContext, request: Request): string {
  return new URL(url).origin + new URL(request.url).pathname
}

function refusal(error: 'invalid_dpop_proof' | 'use_dpop_nonce', description: string, use: DpopUse): Refusal {
  if (use.accessToken === undefined) return new Refusal(error, description)
  return new Refusal(error, description, {
    status: 401,
    headers: { 'www-authenticate': dpopChallenge(error) },
  })
}
