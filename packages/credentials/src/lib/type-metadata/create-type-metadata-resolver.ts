import { createTimedCache } from '../engine/timed-cache.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import type { UnverifiedTypeMetadata } from './parse-type-metadata.ts'
import { fetchTypeMetadata, resolveTypeMetadataBy, type TypeMetadataQuery } from './resolve-type-metadata.ts'
import type { TypeMetadata } from './type-metadata.ts'

/** What `createTypeMetadataResolver` needs. */
export interface TypeMetadataResolverConfig {
  /** Fetches the documents. */
  readonly fetch: GuardedFetch
  /** The clock by which kept documents grow old. */
  readonly now: () => Date
  /** How many documents are kept, 1 or more; 32 by default, of at most 1 MiB each. */
  readonly maxCacheEntries?: number
  /** How long a document is kept, in seconds; 3600 by default. */
  readonly maxAgeSeconds?: number
}

/** Describes a type, see `resolveTypeMetadata`. */
export type ResolveTypeMetadata = (query: TypeMetadataQuery) => Promise<TypeMetadata>

/**
 * Creates a resolver of Type Metadata that keeps the documents for a while. A document is kept under its address and
 * its expected digest, so that one that was corrected is fetched at once by a credential that names the new digest. One
 * that has another digest or cannot be read is not kept.
 *
 * @param config see `TypeMetadataResolverConfig`.
 * @returns the resolver; it throws what `resolveTypeMetadata` throws.
 * @see SD-JWT VC section 5.3.4
 */
export function createTypeMetadataResolver(config: TypeMetadataResolverConfig): ResolveTypeMetadata {
  const { fetch, now, maxCacheEntries: maxEntries = 32, maxAgeSeconds = 3600 } = config
  const documents = createTimedCache<UnverifiedTypeMetadata>({ maxEntries, maxAgeSeconds })
  return (query) =>
    resolveTypeMetadataBy((asked) => {
      const key = JSON.stringify([asked.vct, asked.integrity])
      return documents.get(key, now(), () => fetchTypeMetadata(asked, fetch))
    }, query)
}
