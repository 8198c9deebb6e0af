import { bareJwk } from '../jose/bare-jwk.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { encodeUtf8 } from '../jose/utf8.ts'

/**
 * Creates the did:jwk of a public key. Only the members that make the key go in, so one key has one DID.
 *
 * @param jwk a public key for signatures.
 * @returns the DID, without a fragment.
 * @throws MalformedError `jwk_private_part`, `jwk_malformed`.
 * @see did:jwk method specification, "Create"
 */
export function createDidJwk(jwk: PublicJwk): string {
  return `did:jwk:${encodeBase64Url(encodeUtf8(JSON.stringify(bareJwk(parseJwk(jwk)))))}`
}
