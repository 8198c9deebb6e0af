export { lontarVerifier } from './lib/express/lontar-verifier.ts'
export {
  type CredentialHandler,
  type CredentialLocals,
  requireCredential,
} from './lib/express/require-credential.ts'
