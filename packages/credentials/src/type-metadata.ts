export { parseTypeMetadata, type UnverifiedTypeMetadata } from './lib/type-metadata/parse-type-metadata.ts'
export { requireClaimsOfType } from './lib/type-metadata/require-claims-of-type.ts'
export { resolveTypeMetadata, type TypeMetadataQuery } from './lib/type-metadata/resolve-type-metadata.ts'
export type { ClaimMetadata, TypeDisplay, TypeMetadata } from './lib/type-metadata/type-metadata.ts'
