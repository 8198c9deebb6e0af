export type { SigningAgent, VeramoSignerOptions } from './lib/agent-signer.ts'
export { createLontarAgent, type LontarAgent, type LontarAgentOptions } from './lib/create-lontar-agent.ts'
export { createLontarDidResolver, type LontarDidResolverOptions } from './lib/create-lontar-did-resolver.ts'
export {
  createVeramoJwtVcJsonFormat,
  type VeramoJwtVcJsonFormatOptions,
} from './lib/create-veramo-jwt-vc-json-format.ts'
export { type KeyDidOptions, KeyDidProvider } from './lib/key-did-provider.ts'
export { LontarCredentialProvider } from './lib/lontar-credential-provider.ts'
export type { LontarCredentialProviderConfig } from './lib/lontar-credential-provider-config.ts'
export { LontarDidProvider } from './lib/lontar-did-provider.ts'
export { LontarDidStore } from './lib/lontar-did-store.ts'
export { LontarKeyManagementSystem, type LontarKeys } from './lib/lontar-key-management-system.ts'
export { LontarKeyStore } from './lib/lontar-key-store.ts'
export type { LontarVerifyResult } from './lib/lontar-verify-result.ts'
export type { ProviderContext } from './lib/provider-context.ts'
export { veramoSigner } from './lib/veramo-signer.ts'
export { WebDidProvider } from './lib/web-did-provider.ts'
