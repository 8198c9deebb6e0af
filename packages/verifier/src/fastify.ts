export { lontarVerifier } from './lib/fastify/lontar-verifier.ts'
export { type CredentialHook, type Guarded, requireCredential } from './lib/fastify/require-credential.ts'
