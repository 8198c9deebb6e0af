import { bareJwk } from './bare-jwk.ts'
import { hashText } from './digest.ts'
import type { PublicJwk } from './jwk.ts'

/**
 * Computes the thumbprint of a key: the same for every way of writing that key.
 *
 * @param jwk a key; a private part is not looked at.
 * @returns SHA-256 as base64url, 43 characters.
 * @see RFC 7638 section 3, RFC 8037 section 2
 */
export async function jwkThumbprint(jwk: PublicJwk): Promise<string> {
  // The required members in lexicographic order, without white space (RFC 7638 section 3.2).
  return hashText(JSON.stringify(bareJwk(jwk)))
}
