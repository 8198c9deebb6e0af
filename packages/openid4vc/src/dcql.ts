export { checkDcqlEntries, checkDcqlResponse } from './lib/dcql/check-dcql-response.ts'
export { cutClaims } from './lib/dcql/cut-claims.ts'
export type {
  DcqlClaimQuery,
  DcqlCredentialQuery,
  DcqlCredentialSet,
  DcqlOtherMeta,
  DcqlQuery,
  DcqlTrustedAuthority,
  DcqlTypeMeta,
  DcqlValue,
  DcqlVctMeta,
} from './lib/dcql/dcql-query.ts'
export { dcqlSteps } from './lib/dcql/dcql-steps.ts'
export { type CredentialMatch, matchCredential, type QueriedCredential } from './lib/dcql/match-credential.ts'
export type { DcqlMatchOptions, ReadAuthorityKeyIdentifiers } from './lib/dcql/match-trusted-authorities.ts'
export { parseDcqlQuery } from './lib/dcql/parse-dcql-query.ts'
export { type IssuedIndices, pathValues } from './lib/dcql/path-values.ts'
export {
  type DcqlSelection,
  type HeldCredential,
  type SelectedCredential,
  selectCredentials,
} from './lib/dcql/select-credentials.ts'
export { typesOfQuery } from './lib/dcql/types-of-query.ts'
export { waivesHolderBinding } from './lib/dcql/waives-holder-binding.ts'
