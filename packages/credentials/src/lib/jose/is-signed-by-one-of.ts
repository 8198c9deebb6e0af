import { LontarError } from '../errors/lontar-error.ts'
import type { PublicJwk } from './jwk.ts'
import type { UnverifiedJws } from './parse-jws.ts'
import { type JwsExpectations, verifyJwsSignature } from './verify-jws-signature.ts'

/** What a signature by one of several keys must fit. */
export interface PinnedJwsExpectations extends Pick<JwsExpectations, 'expectedType'> {
  /** The trusted keys; one with a `kid` serves only what names it. */
  readonly expectedKeys: readonly PublicJwk[]
}

/**
 * Tells whether type, algorithm and signature of a JWS fit one of several pinned keys. The header chooses among them by
 * its `kid` and brings no key. For signers whose key was replaced, and whose old one still counts.
 *
 * @param jws what `parseJws` returned.
 * @returns true when one of the keys fits; false for no key.
 * @see RFC 7515 section 4.1.4, RFC 8725 section 3.8
 */
export async function isSignedByOneOf(
  jws: UnverifiedJws,
  { expectedKeys, expectedType }: PinnedJwsExpectations,
): Promise<boolean> {
  const { kid } = jws.header
  for (const expectedKey of expectedKeys.filter((key) => key.kid === undefined || key.kid === kid)) {
    try {
      await verifyJwsSignature(jws, { expectedKey, expectedType })
      return true
    } catch (error) {
      if (!(error instanceof LontarError)) throw error
    }
  }
  return false
}
