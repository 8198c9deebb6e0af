export { createStatusChecker, type StatusCheckerConfig } from './lib/status/create-status-checker.ts'
export {
  type CreateStatusListTokenInput,
  createStatusListToken,
} from './lib/status/create-status-list-token.ts'
export { type DecodeStatusListInput, decodeStatusList } from './lib/status/decode-status-list.ts'
export { type EncodeStatusListInput, encodeStatusList } from './lib/status/encode-status-list.ts'
export { parseStatusListToken, type UnverifiedStatusListToken } from './lib/status/parse-status-list-token.ts'
export type { StatusBits } from './lib/status/status-bits.ts'
export type { StatusListReference } from './lib/status/status-reference.ts'
export { statusInvalid, statusSuspended, statusValid } from './lib/status/status-value.ts'
export {
  type StatusList,
  type StatusListExpectations,
  verifyStatusListToken,
} from './lib/status/verify-status-list-token.ts'
