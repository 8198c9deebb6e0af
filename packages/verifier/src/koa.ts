export { lontarVerifier } from './lib/koa/lontar-verifier.ts'
export { type CredentialState, requireCredential } from './lib/koa/require-credential.ts'
