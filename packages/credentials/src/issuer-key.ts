export {
  createIssuerKeyResolver,
  type IssuerKeyResolverConfig,
} from './lib/issuer-key/create-issuer-key-resolver.ts'
export { pinnedIssuerKey } from './lib/issuer-key/pinned-issuer-key.ts'
export type { IssuerKeyQuery, ResolveIssuerKey } from './lib/issuer-key/resolve-issuer-key.ts'
export type { VerifyX5c, X5cInput, X5cSubject } from './lib/issuer-key/verify-x5c-port.ts'
