import type { PublicJwk } from './jwk.ts'

/** The members that make a key, and no others. */
export type BareJwk =
  | {
      readonly crv: 'P-256' | 'P-384' | 'secp256k1'
      readonly kty: 'EC'
      readonly x: string
      readonly y: string
    }
  | { readonly crv: 'Ed25519'; readonly kty: 'OKP'; readonly x: string }

/**
 * Takes the members that make a key: no `kid`, which would be an identifier, and no private part. They stand in the
 * order of RFC 7638 section 3.2, so that their JSON text is the same for every way of writing the key.
 *
 * @param jwk a key.
 * @returns a new object.
 */
export function bareJwk(jwk: PublicJwk): BareJwk {
  return jwk.kty === 'OKP'
    ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x }
    : { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }
}

/**
 * Tells whether two keys are the same, whatever their labels.
 *
 * @param one a key.
 * @param other another.
 * @returns true when the members that make them are equal.
 */
export function isSameKey(one: PublicJwk, other: PublicJwk): boolean {
  return JSON.stringify(bareJwk(one)) === JSON.stringify(bareJwk(other))
}
