import type { JsonObject } from '@lontar/credentials'
import { claims } from './claims.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { credentialTypeUrl } from './credential-type-url.ts'
import { credentialTypes } from './credential-types.ts'

/**
 * Creates the SD-JWT VC Type Metadata that an issuer serves at the `vct`, with display in `id` and `en`.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @see draft-ietf-oauth-sd-jwt-vc, Type Metadata, Display Metadata, Claim Metadata
 */
export function createTypeMetadata(issuerUrl: string, typeId: CredentialTypeId): JsonObject {
  const { display, claims: names } = credentialTypes[typeId]
  return {
    vct: credentialTypeUrl(issuerUrl, typeId),
    name: display.name.en,
    description: display.description.en,
    display: [
      { locale: 'id', name: display.name.id, description: display.description.id },
      { locale: 'en', name: display.name.en, description: display.description.en },
    ],
    claims: claims
      .filter((claim) => names.includes(claim.name))
      .map((claim) => ({
        path: claim.name.split('.'),
        display: [
          { locale: 'id', label: claim.label.id },
          { locale: 'en', label: claim.label.en },
        ],
        sd: claim.disclosable ? 'always' : 'never',
      })),
  }
}
