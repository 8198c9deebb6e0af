export type { KnownResources, ResolveResource } from './lib/formats/check-related-resources.ts'
export type {
  ClaimPath,
  CredentialFormat,
  CredentialFormatId,
  CredentialPolicy,
  ExpectedKeyBinding,
  IssueInput,
  PresentInput,
  StatusCheck,
  UnverifiedCredential,
  VerifiedCredential,
  VerifyExpectations,
} from './lib/formats/credential-format.ts'
export { createDcSdJwtFormat } from './lib/formats/dc-sd-jwt-format.ts'
export type { KnownContexts, ResolveContext, ResolveInlineContext } from './lib/formats/expand-types.ts'
export { createJwtVcJsonFormat, type JwtVcJsonFormatOptions } from './lib/formats/jwt-vc-json-format.ts'
export { createVcJwtFormat, type VcJwtFormatOptions } from './lib/formats/vc-jwt-format.ts'
export { createVcSdJwtFormat, type VcSdJwtFormatOptions } from './lib/formats/vc-sd-jwt-format.ts'
export type { JsonObject, JsonValue } from './lib/jose/json.ts'
export type { PrivateJwk, PublicJwk, SigningAlgorithm, SigningCurve } from './lib/jose/jwk.ts'
export { createLocalSigner } from './lib/jose/local-signer.ts'
export type { Signer } from './lib/jose/signer.ts'
export type { BitstringStatusListEntry } from './lib/status/bitstring-status-list-entry.ts'
export type { StatusListReference, StatusReference } from './lib/status/status-reference.ts'
export type { TrustedIssuer, TrustedVerifier, TrustList } from './lib/trust/trust-list.ts'
export { failed, passed, skipped, unknown } from './lib/verdict/check.ts'
export type { Check, CheckId, CheckState, LocalizedText, Verdict } from './lib/verdict/verdict.ts'
export { requireOk, verdictOf } from './lib/verdict/verdict-of.ts'
