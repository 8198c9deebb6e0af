import type { TrustedIssuer } from '@lontar/credentials'
import { bareJwk } from '@lontar/credentials/jose'
import { credentialTypeUrl } from '@lontar/documents/credential-types'
import type { IssuerContext } from './issuer-context.ts'

/** The issuer as others should trust it: its types and its key, pinned under the `kid` with which it signs. */
export function ownTrust({ issuer, url, signer, configurations }: IssuerContext): TrustedIssuer {
  const typeIds = new Set([...configurations.values()].map(({ typeId }) => typeId))
  return {
    issuer,
    types: [...typeIds].map((typeId) => credentialTypeUrl(url, typeId)),
    statusHosts: [new URL(url).host],
    jwks: { keys: [{ ...bareJwk(signer.publicJwk), kid: signer.keyId, alg: signer.algorithm, use: 'sig' }] },
  }
}
