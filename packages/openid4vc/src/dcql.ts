export { checkDcqlResponse } from './lib/dcql/check-dcql-response.ts'
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
export { type CredentialMatch, matchCredential, type QueriedCredential } from './lib/dcql/match-credential.ts'
export { parseDcqlQuery } from './lib/dcql/parse-dcql-query.ts'
export { pathValues } from './lib/dcql/path-values.ts'
export { type DcqlSelection, type HeldCredential, selectCredentials } from './lib/dcql/select-credentials.ts'
