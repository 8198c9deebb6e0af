export {
  checkKeyBindingJwt,
  type KeyBindingExpectations,
  verifyKeyBindingJwt,
} from './lib/sd-jwt/check-key-binding-jwt.ts'
export { type CreateKeyBindingJwtInput, createKeyBindingJwt } from './lib/sd-jwt/create-key-binding-jwt.ts'
export type { Disclosure } from './lib/sd-jwt/disclosure.ts'
export type { HashAlgorithm } from './lib/sd-jwt/hash-algorithm.ts'
export { type IssueSdJwtInput, issueSdJwt } from './lib/sd-jwt/issue-sd-jwt.ts'
export { type PackedSdJwt, parseSdJwt, type UnverifiedSdJwt } from './lib/sd-jwt/parse-sd-jwt.ts'
export { type PresentSdJwtInput, presentSdJwt } from './lib/sd-jwt/present-sd-jwt.ts'
export type { DisclosedClaim, IssuedIndices } from './lib/sd-jwt/unpack-payload.ts'
export { type SdJwtExpectations, verifySdJwt } from './lib/sd-jwt/verify-sd-jwt.ts'
