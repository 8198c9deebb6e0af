export type {
  BitstringStatusListEntry,
  BitstringStatusPurpose,
} from './lib/status/bitstring-status-list-entry.ts'
export {
  type CreateBitstringStatusListCredentialInput,
  createBitstringStatusListCredential,
  signBitstringStatusListCredential,
} from './lib/status/create-bitstring-status-list-credential.ts'
export { createStatusChecker, type StatusCheckerConfig } from './lib/status/create-status-checker.ts'
export {
  type CreateStatusListTokenInput,
  createStatusListToken,
} from './lib/status/create-status-list-token.ts'
export { decodeBitstring } from './lib/status/decode-bitstring.ts'
export { type DecodeStatusListInput, decodeStatusList } from './lib/status/decode-status-list.ts'
export { type EncodeBitstringInput, encodeBitstring } from './lib/status/encode-bitstring.ts'
export { type EncodeStatusListInput, encodeStatusList } from './lib/status/encode-status-list.ts'
export { fetchStatusListAggregation } from './lib/status/fetch-status-list-aggregation.ts'
export { makesArithmeticRun } from './lib/status/makes-arithmetic-run.ts'
export { mergeStatusChecks } from './lib/status/merge-status-checks.ts'
export {
  parseBitstringStatusListCredential,
  type UnverifiedBitstringStatusListCredential,
} from './lib/status/parse-bitstring-status-list-credential.ts'
export { parseStatusListToken, type UnverifiedStatusListToken } from './lib/status/parse-status-list-token.ts'
export type { StatusBits } from './lib/status/status-bits.ts'
export type { BitstringStatusList, SignedStatusList, StatusList } from './lib/status/status-list.ts'
export type { StatusListReference, StatusReference } from './lib/status/status-reference.ts'
export { statusInvalid, statusSuspended, statusValid } from './lib/status/status-value.ts'
export { verifyBitstringStatusListCredential } from './lib/status/verify-bitstring-status-list-credential.ts'
export type { SignedStatusListExpectations } from './lib/status/verify-status-list-signature.ts'
export { verifyStatusListToken } from './lib/status/verify-status-list-token.ts'
