import type { JsonObject } from '@lontar/credentials'
import { createIntegrity, encodeUtf8 } from '@lontar/credentials/jose'
import { claims } from './claims.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { credentialTypeUrl } from './credential-type-url.ts'
import { credentialTypes } from './credential-types.ts'

/**
 * Creates the SD-JWT VC Type Metadata that an issuer serves at the `vct`, with display in `id` and `en`.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @see SD-JWT VC section 5
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

/**
 * The digest that pins the description of a type in the credentials of an issuer, as `vct#integrity`. It may change only
 * with the number at the end of the address: a credential that was issued with another digest would be refused.
 *
 * @param issuerUrl the Credential Issuer Identifier
 * @returns Subresource Integrity metadata, `sha256-…`, of the JSON text without white space
 * @see SD-JWT VC section 6
 */
export function typeMetadataIntegrity(issuerUrl: string, typeId: CredentialTypeId): Promise<string> {
  return createIntegrity(encodeUtf8(JSON.stringify(createTypeMetadata(issuerUrl, typeId))))
}
