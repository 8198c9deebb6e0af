import { hashText } from './digest.ts'
import type { PublicJwk } from './jwk.ts'

/**
 * Computes the thumbprint of a key: the same for every way of writing that key.
 *
 * @param jwk a P-256 key; a private part is not looked at.
 * @returns SHA-256 as base64url, 43 characters.
 * @see RFC 7638 section 3
 */
export async function jwkThumbprint({ crv, kty, x, y }: PublicJwk): Promise<string> {
  // The required members in lexicographic order, without white space (RFC 7638 section 3.2).
  return hashText(JSON.stringify({ crv, kty, x, y }))
}
