export { lontarVerifier } from './lib/express/lontar-verifier.ts'
export { requireCredential } from './lib/express/require-credential.ts'
