export { lontarVerifier, type RouteHandler, type VerifierHandlers } from './lib/next/lontar-verifier.ts'
export { type GuardedContext, type RouteContext, withCredential } from './lib/next/with-credential.ts'
