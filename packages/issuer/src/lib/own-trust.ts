import type { TrustedIssuer } from '@lontar/credentials'
import { credentialTypeUrl } from '@lontar/documents/credential-types'
import type { IssuerContext } from './issuer-context.ts'

/** The issuer as others should trust it: its types and its key, pinned under the `kid` with which it signs. */
export function ownTrust({ issuer, url, signer, configurations }: IssuerContext): TrustedIssuer {
  const typeIds = new Set([...configurations.values()].map(({ typeId }) => typeId))
  const { kty, crv, x, y } = signer.publicJwk
  return {
    issuer,
    types: [...typeIds].map((typeId) => credentialTypeUrl(url, typeId)),
    jwks: { keys: [{ kty, crv, x, y, kid: signer.keyId, alg: 'ES256', use: 'sig' }] },
  }
}
