import { invalidArgument } from '@lontar/credentials/errors'
import { jwkThumbprint, type PrivateJwk } from '@lontar/credentials/jose'
import type { EncryptionJwk } from './encryption-jwk.ts'

/**
 * Makes the public key to hand out for a private one. Use a key for messages alone, and for a response a new one
 * each time (OpenID4VCI 1.0 section 8.2).
 *
 * @param privateJwk A key on P-256, such as `generatePrivateJwk` makes; without `kid` its RFC 7638 thumbprint is it.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a key on another curve.
 */
export async function encryptionJwkOf(privateJwk: PrivateJwk): Promise<EncryptionJwk> {
  if (privateJwk.crv !== 'P-256') throw invalidArgument('The key is not on P-256.')
  const { crv, x, y } = privateJwk
  const kid = privateJwk.kid ?? (await jwkThumbprint(privateJwk))
  return { kty: 'EC', crv, x, y, kid, alg: 'ECDH-ES', use: 'enc' }
}
