export { createDidJwk } from './lib/did/create-did-jwk.ts'
export { createDidKey } from './lib/did/create-did-key.ts'
export { createDidResolver, type DidResolverConfig } from './lib/did/create-did-resolver.ts'
export type {
  DidDocument,
  ResolveDid,
  VerificationMethod,
  VerificationRelationship,
} from './lib/did/did-document.ts'
export { didJwkSigner } from './lib/did/did-jwk-signer.ts'
export { type DidKeyExpectations, keyOfDidUrl } from './lib/did/key-of-did-url.ts'
export { publicKeyOfDidUrl } from './lib/did/public-key-of-did-url.ts'
export { resolveDidJwk } from './lib/did/resolve-did-jwk.ts'
