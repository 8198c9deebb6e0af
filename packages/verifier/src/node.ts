export { lontarVerifier, type NodeHandler, type NodeRequest } from './lib/node/lontar-verifier.ts'
export { type GuardedCall, requireCredential } from './lib/node/require-credential.ts'
