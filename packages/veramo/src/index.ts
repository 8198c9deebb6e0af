export { createLontarAgent, type LontarAgent } from './lib/create-lontar-agent.ts'
export { createLontarDidResolver } from './lib/create-lontar-did-resolver.ts'
export {
  createVeramoJwtVcJsonFormat,
  type VeramoJwtVcJsonFormatOptions,
} from './lib/create-veramo-jwt-vc-json-format.ts'
export { LontarDidProvider } from './lib/lontar-did-provider.ts'
export { LontarKeyManagementSystem } from './lib/lontar-key-management-system.ts'
