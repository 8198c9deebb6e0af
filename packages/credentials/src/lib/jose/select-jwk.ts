import type { PublicJwk } from './jwk.ts'

/**
 * Selects the key that a token names. A name is an opaque string and is compared exactly. Without a name the
 * key must be the only one; when two keys would do, none does.
 *
 * @param keys the trusted keys.
 * @param kid the `kid` of the header, if it has one.
 * @returns the key, or `undefined` when none fits or the choice is ambiguous.
 * @see RFC 7515 section 4.1.4
 */
export function selectJwk(keys: readonly PublicJwk[], kid: string | undefined): PublicJwk | undefined {
  const fitting = kid === undefined ? keys : keys.filter((key) => key.kid === kid)
  return fitting.length === 1 ? fitting[0] : undefined
}
