import type { CredentialFormatId, SigningAlgorithm } from '@lontar/credentials'
import { signingAlgorithms } from '@lontar/credentials/jose'
import type { CredentialConfiguration } from '@lontar/openid4vc/openid4vci'
import { pathOf } from './claim-path.ts'
import { claims } from './claims.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { credentialTypeUrl } from './credential-type-url.ts'
import { credentialTypes } from './credential-types.ts'

/** What `credentialConfiguration` needs. */
export interface CredentialConfigurationInput {
  /** The type to describe. */
  readonly typeId: CredentialTypeId
  /** The format to describe. */
  readonly formatId: CredentialFormatId
  /** The Credential Issuer Identifier. */
  readonly issuerUrl: string
  /** The algorithm of the key that signs the credentials; ES256 by default. */
  readonly signingAlgorithm?: SigningAlgorithm
}

/**
 * Describes a type in a format for the issuer's metadata, with display in `id` and `en`. `vc+sd-jwt` is shaped as
 * `jwt_vc_json` and has no `vct`.
 *
 * @see OpenID4VCI 1.0 section 12.2.4 and appendix A
 */
export function credentialConfiguration(input: CredentialConfigurationInput): CredentialConfiguration {
  const jwtVc = input.formatId === 'jwt_vc_json'
  return {
    format: input.formatId,
    scope: input.typeId,
    // The subject of a VC 1.1 credential is the holder's did:jwk; the others hold the key itself in `cnf`.
    cryptographic_binding_methods_supported: jwtVc ? ['did:jwk', 'jwk'] : ['jwk'],
    credential_signing_alg_values_supported: [input.signingAlgorithm ?? 'ES256'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: signingAlgorithms } },
    ...typeMembers(input),
    credential_metadata: { display: displayOf(input.typeId), claims: claimDescriptions(input) },
  }
}

function typeMembers({ typeId, formatId, issuerUrl }: CredentialConfigurationInput) {
  return formatId === 'dc+sd-jwt'
    ? { vct: credentialTypeUrl(issuerUrl, typeId) }
    : { credential_definition: { type: ['VerifiableCredential', credentialTypes[typeId].name] } }
}

function displayOf(typeId: CredentialTypeId) {
  const { name, description } = credentialTypes[typeId].display
  return [
    { name: name.id, locale: 'id', description: description.id },
    { name: name.en, locale: 'en', description: description.en },
  ]
}

function claimDescriptions({ typeId, formatId }: CredentialConfigurationInput) {
  return claims
    .filter((claim) => credentialTypes[typeId].claims.includes(claim.name))
    .map((claim) => ({
      path: pathOf(claim, formatId),
      display: [
        { name: claim.label.id, locale: 'id' },
        { name: claim.label.en, locale: 'en' },
      ],
    }))
}
