import { VerificationError } from '../errors/lontar-error.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { selectJwk } from '../jose/select-jwk.ts'
import type { IssuerKeyQuery } from './resolve-issuer-key.ts'

/**
 * Finds an issuer's key among those that the trust list pins. Nothing is fetched.
 *
 * @param query the issuer and the header of the token.
 * @returns the key that the header names, or the only one when it names none.
 * @throws VerificationError `jws_key_unknown` when no key fits, when two do, or when the list pins none.
 * @see RFC 7515 section 4.1.4
 */
export async function pinnedIssuerKey({ issuer, header }: IssuerKeyQuery): Promise<PublicJwk> {
  const { kid } = header
  const isNamed = kid === undefined || typeof kid === 'string'
  const key = isNamed ? selectJwk(issuer.jwks?.keys ?? [], kid) : undefined
  if (key === undefined) throw new VerificationError('jws_key_unknown', 'There is no usable key for the JWS.')
  return key
}
