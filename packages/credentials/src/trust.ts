export type { TrustListOrigin } from './lib/trust/authenticate-trust-list.ts'
export {
  createTrustFollower,
  type TrustFollowerConfig,
  type TrustMemory,
  type TrustSource,
} from './lib/trust/create-trust-follower.ts'
export { findTrustedVerifier } from './lib/trust/find-trusted-verifier.ts'
export { parseSignedTrustList, type UnverifiedTrustList } from './lib/trust/parse-signed-trust-list.ts'
export { parseTrustAuthority } from './lib/trust/parse-trust-authority.ts'
export { parseTrustList } from './lib/trust/parse-trust-list.ts'
export { type SignTrustListInput, signTrustList } from './lib/trust/sign-trust-list.ts'
export type { SignedTrustList, TrustAuthority } from './lib/trust/signed-trust-list.ts'
export type {
  TrustedIssuer,
  TrustedVerifier,
  TrustedVerifierAttester,
  TrustList,
} from './lib/trust/trust-list.ts'
export {
  type SeenTrustList,
  type SignedTrustListExpectations,
  verifySignedTrustList,
} from './lib/trust/verify-signed-trust-list.ts'
