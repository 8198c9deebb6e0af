import type { JsonObject } from '@lontar/credentials'
import { bareJwk } from '@lontar/credentials/jose'
import type { IssuerContext } from './issuer-context.ts'

/**
 * Creates the DID document of a did:web issuer; `undefined` for another method, whose document lies elsewhere.
 *
 * @see did:web method specification, section 2.5.2; DID Core section 5.2
 */
export function createIssuerDidDocument({ issuer, signer }: IssuerContext): JsonObject | undefined {
  if (!issuer.startsWith('did:web:')) return undefined
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: issuer,
    verificationMethod: [
      { id: signer.keyId, type: 'JsonWebKey', controller: issuer, publicKeyJwk: bareJwk(signer.publicJwk) },
    ],
    assertionMethod: [signer.keyId],
  }
}
