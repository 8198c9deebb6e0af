export type { Ask, AskCondition, LegalBasis } from './lib/ask/ask.ts'
export { type AskDefinition, ask, asksNothing } from './lib/ask/create-ask.ts'
export { parseAsks } from './lib/ask/parse-asks.ts'
export { claimLabel, readClaim } from './lib/credential-types/claim-path.ts'
export { credentialFormats } from './lib/credential-types/credential-formats.ts'
export type { CredentialTypeId, CredentialTypeName } from './lib/credential-types/credential-type.ts'
export { type CredentialType, credentialTypes } from './lib/credential-types/credential-types.ts'
export type { KtpCard } from './lib/ktp/ktp-card.ts'
export { parseKtp } from './lib/ktp/parse-ktp.ts'
export { type NikResult, parseNik } from './lib/nik/parse-nik.ts'
export type { Passport } from './lib/passport/passport.ts'
export { type Province, provinces } from './lib/regions/provinces.ts'
export type {
  AssuranceLevel,
  CheckMethod,
  Evidence,
  IdentityDocument,
  SignedVerifiedIdentity,
  VerifiedIdentity,
} from './lib/verified-identity/verified-identity.ts'
