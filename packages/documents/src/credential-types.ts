export { claimLabel, claimOfPath, claimPath, readClaim } from './lib/credential-types/claim-path.ts'
export type { ClaimKind, ClaimPresence } from './lib/credential-types/claim-terms.ts'
export type { ClaimsByName, ClaimValue } from './lib/credential-types/claim-value.ts'
export { type Claim, claims } from './lib/credential-types/claims.ts'
export {
  configurationId,
  hasSelectiveDisclosure,
  parseConfigurationId,
} from './lib/credential-types/configuration-id.ts'
export {
  type CredentialConfigurationInput,
  credentialConfiguration,
} from './lib/credential-types/credential-configuration.ts'
export { type CredentialExpiryInput, credentialExpiry } from './lib/credential-types/credential-expiry.ts'
export { credentialFormats, findFormat } from './lib/credential-types/credential-formats.ts'
export {
  type CredentialPayload,
  type CredentialPayloadInput,
  createCredentialPayload,
} from './lib/credential-types/credential-payload.ts'
export type {
  ContextVersion,
  CredentialTypeId,
  CredentialTypeName,
} from './lib/credential-types/credential-type.ts'
export {
  contextUrl,
  credentialTypeUrl,
  trustFrameworkUrl,
  typeOfUrl,
} from './lib/credential-types/credential-type-url.ts'
export { type CredentialType, credentialTypes } from './lib/credential-types/credential-types.ts'
export {
  contextIntegrity,
  createJsonLdContext,
  resolveLontarContext,
  resolveLontarResource,
} from './lib/credential-types/json-ld-context.ts'
export { createTrustFramework } from './lib/credential-types/trust-framework.ts'
export { createTypeMetadata, typeMetadataIntegrity } from './lib/credential-types/type-metadata.ts'
