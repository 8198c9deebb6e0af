import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'
import { verifyDpop } from './verify-dpop.ts'

/**
 * Finds the key that a token is to be bound to: that of the request's DPoP proof.
 *
 * @param expectedThumbprint that of the key to which the code or refresh token is bound.
 * @returns its thumbprint; `undefined` for a bearer token.
 * @throws Refusal `invalid_dpop_proof` also when there is no proof and DPoP is required, or the code is bound;
 *   `use_dpop_nonce`.
 * @see RFC 9449 sections 5 and 10
 */
export async function bindToken(
  context: IssuerContext,
  request: Request,
  expectedThumbprint?: string,
): Promise<string | undefined> {
  const thumbprint = await verifyDpop(context, request, {
    ...(expectedThumbprint !== undefined && { expectedThumbprint }),
  })
  if (thumbprint === undefined && (context.dpop === 'required' || expectedThumbprint !== undefined)) {
    throw new Refusal('invalid_dpop_proof', 'a DPoP proof is required')
  }
  return thumbprint
}
