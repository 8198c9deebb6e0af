export {
  type ClaimAgainstType,
  type ClaimsAgainstTypeOptions,
  type ClaimsOfCredential,
  checkClaimsAgainstType,
  verifyClaimsAgainstType,
} from './lib/type-metadata/check-claims-against-type.ts'
export {
  createTypeMetadataResolver,
  type ResolveTypeMetadata,
  type TypeMetadataResolverConfig,
} from './lib/type-metadata/create-type-metadata-resolver.ts'
export {
  parseTypeMetadata,
  type UnverifiedClaimMetadata,
  type UnverifiedTypeMetadata,
} from './lib/type-metadata/parse-type-metadata.ts'
export { resolveTypeMetadata, type TypeMetadataQuery } from './lib/type-metadata/resolve-type-metadata.ts'
export type {
  ClaimDisplay,
  ClaimMetadata,
  TypeDisplay,
  TypeMetadata,
} from './lib/type-metadata/type-metadata.ts'
