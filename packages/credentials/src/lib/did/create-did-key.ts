import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { encodeMultikey } from './multikey.ts'

/**
 * Creates the did:key of a public key.
 *
 * @param jwk a public key for signatures.
 * @returns the DID, without a fragment.
 * @throws MalformedError `jwk_private_part`, `jwk_malformed`.
 * @see did:key method specification, section 3.1
 */
export function createDidKey(jwk: PublicJwk): string {
  return `did:key:${encodeMultikey(parseJwk(jwk))}`
}
