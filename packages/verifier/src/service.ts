export {
  type Authorise,
  authoriseByApiKey,
  type CreatedApiKey,
  createApiKey,
  hashApiKey,
} from './lib/service/api-keys.ts'
export { createOpenApi } from './lib/service/create-openapi.ts'
export {
  createVerifierService,
  type VerifierService,
  type VerifierServiceOptions,
} from './lib/service/create-verifier-service.ts'
export type { JsonSchema } from './lib/service/service-schemas.ts'
