export {
  type SignVerifiedIdentityInput,
  signVerifiedIdentity,
} from './lib/verified-identity/sign-verified-identity.ts'
export type {
  AssuranceLevel,
  CheckMethod,
  Evidence,
  IdentityDocument,
  SignedVerifiedIdentity,
  VerifiedIdentity,
} from './lib/verified-identity/verified-identity.ts'
export {
  decodeVerifiedIdentity,
  encodeVerifiedIdentity,
} from './lib/verified-identity/verified-identity-payload.ts'
export {
  type VerifiedIdentityExpectations,
  verifyVerifiedIdentity,
} from './lib/verified-identity/verify-verified-identity.ts'
