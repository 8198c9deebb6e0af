export { parseTrustList } from './lib/trust/parse-trust-list.ts'
export type { TrustedIssuer, TrustedVerifier, TrustList } from './lib/trust/trust-list.ts'
