export { type CreateTrustBundleInput, createTrustBundle } from './lib/trust-bundle/create-trust-bundle.ts'
export { type OpenTrustBundle, openTrustBundle } from './lib/trust-bundle/open-trust-bundle.ts'
export { parseTrustBundle } from './lib/trust-bundle/parse-trust-bundle.ts'
export type { CapturedAnswer, TrustBundle } from './lib/trust-bundle/trust-bundle.ts'
