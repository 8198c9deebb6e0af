export { lontarVerifier } from './lib/hono/lontar-verifier.ts'
export { type CredentialEnv, requireCredential } from './lib/hono/require-credential.ts'
