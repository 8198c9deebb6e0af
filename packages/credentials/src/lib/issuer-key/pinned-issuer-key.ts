import type { PublicJwk } from '../jose/jwk.ts'
import { selectJwk } from '../jose/select-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { keysFindable, pinnedKey } from '../verdict/steps/issuer-key-steps.ts'
import type { IssuerKeyQuery } from './resolve-issuer-key.ts'

/**
 * Finds an issuer's key among those that the trust list pins. Nothing is fetched.
 *
 * @param query the issuer and the header of the token.
 * @returns the key that the header names, or the only one when it names none.
 * @throws VerificationError `jws_key_unknown` when no key fits, or when two do; UnsupportedError `issuer_key_not_pinned`
 * when the list pins none.
 * @see RFC 7515 section 4.1.4
 */
export async function pinnedIssuerKey({ issuer, header }: IssuerKeyQuery): Promise<PublicJwk> {
  requireStep(keysFindable, issuer.jwks !== undefined)
  const { kid } = header
  const isNamed = kid === undefined || typeof kid === 'string'
  const key = isNamed ? selectJwk(issuer.jwks.keys, kid) : undefined
  requireStep(pinnedKey, key !== undefined)
  return key
}
