import { parsePinnedKeys } from './parse-pinned-keys.ts'
import { readObject, readText } from './read-trust-member.ts'
import type { TrustAuthority } from './signed-trust-list.ts'

/**
 * Reads the authority whose signed trust lists a follower accepts.
 *
 * @param value the parsed JSON `{"issuer":"…","jwks":{"keys":[…]}}`.
 * @returns the authority, frozen.
 * @throws MalformedError `trust_list_malformed`.
 */
export function parseTrustAuthority(value: unknown): TrustAuthority {
  const { issuer, jwks } = readObject(value, ['issuer', 'jwks'])
  return Object.freeze({ issuer: readText(issuer), jwks: parsePinnedKeys(jwks) })
}
