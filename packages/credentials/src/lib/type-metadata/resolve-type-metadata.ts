import { LontarError, NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch, GuardedResponse } from '../guarded-fetch/guarded-fetch.ts'
import { mediaTypeOf } from '../guarded-fetch/media-type.ts'
import { matchesIntegrity } from '../jose/integrity.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  typeMetadataAddress,
  typeMetadataCycle,
  typeMetadataDepth,
  typeMetadataIntegrity,
  typeMetadataMediaType,
  typeMetadataReadable,
  typeMetadataVct,
} from '../verdict/steps/type-metadata-steps.ts'
import { extendTypeMetadata } from './extend-type-metadata.ts'
import { parseTypeMetadata, type UnverifiedTypeMetadata } from './parse-type-metadata.ts'
import type { TypeMetadata } from './type-metadata.ts'

/** Which type to describe. */
export interface TypeMetadataQuery {
  /** The `vct` of a credential. */
  readonly vct: string
  /** The `vct#integrity` of the credential, if it has one. */
  readonly integrity?: string | undefined
}

/** Brings the document of a type, judged by `fetchTypeMetadata`. */
export type LoadTypeMetadata = (query: TypeMetadataQuery) => Promise<UnverifiedTypeMetadata>

const maxDepth = 8

/**
 * Resolves the Type Metadata of a type and of all that it extends, each at its address. Nothing is kept; see
 * `createTypeMetadataResolver`.
 *
 * @param query the type, and the guarded fetch by which it is described.
 * @returns the type with everything in place.
 * @throws MalformedError `type_metadata_malformed`; VerificationError `type_metadata_mismatch`,
 * `type_metadata_circular`; UnsupportedError `type_metadata_unresolvable`; NetworkError `type_metadata_unreachable`.
 * @see SD-JWT VC sections 5 and 6
 */
export async function resolveTypeMetadata({
  fetch,
  ...query
}: TypeMetadataQuery & { readonly fetch: GuardedFetch }): Promise<TypeMetadata> {
  return resolveTypeMetadataBy((asked) => fetchTypeMetadata(asked, fetch), query)
}

/**
 * The same for documents that may have been kept.
 *
 * @param load brings the documents.
 * @param query the type.
 * @returns and throws as `resolveTypeMetadata`.
 */
export async function resolveTypeMetadataBy(
  load: LoadTypeMetadata,
  query: TypeMetadataQuery,
): Promise<TypeMetadata> {
  const chain: UnverifiedTypeMetadata[] = []
  let next: TypeMetadataQuery | undefined = query
  while (next !== undefined) {
    const { vct } = next
    requireStep(typeMetadataCycle, !chain.some((known) => known.vct === vct))
    requireStep(typeMetadataDepth, chain.length <= maxDepth)
    const document = await load(next)
    chain.push(document)
    const { extends: parent, extendsIntegrity: integrity } = document
    next = parent === undefined ? undefined : { vct: parent, integrity }
  }
  return chain.reduceRight<TypeMetadata | undefined>(extendTypeMetadata, undefined) as TypeMetadata
}

/**
 * Fetches one document of Type Metadata, and judges it by its digest, its form and its `vct`.
 *
 * @param query the type, which is its address, and its expected digest.
 * @param fetch the guarded fetch.
 * @returns the document, without what it extends.
 * @throws what `resolveTypeMetadata` throws of one document.
 */
export async function fetchTypeMetadata(
  { vct, integrity }: TypeMetadataQuery,
  fetch: GuardedFetch,
): Promise<UnverifiedTypeMetadata> {
  const text = await fetchText(vct, fetch)
  // UTF-8 was read without repair, so these are the bytes as received.
  const fits = integrity === undefined || (await matchesIntegrity(encodeUtf8(text), integrity))
  requireStep(typeMetadataIntegrity, fits)
  const document = parseTypeMetadata(text)
  requireStep(typeMetadataVct, document.vct === vct)
  return document
}

async function fetchText(vct: string, fetch: GuardedFetch): Promise<string> {
  // Whether http is allowed at all, on loopback, is for the guarded fetch to say.
  requireStep(typeMetadataAddress, /^https?:\/\//.test(vct) && URL.canParse(vct))
  const response = await answerOf(vct, fetch)
  const mediaType = mediaTypeOf(response.headers) ?? ''
  requireStep(typeMetadataMediaType, /^application\/(?:[a-z0-9.-]+\+)?json$/.test(mediaType))
  try {
    return response.text()
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(typeMetadataReadable, false, { cause })
    throw cause
  }
}

async function answerOf(url: string, fetch: GuardedFetch): Promise<GuardedResponse> {
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    if (response.status === 200) return response
  } catch (cause) {
    throw unreachable(cause)
  }
  throw unreachable()
}

function unreachable(cause?: unknown): NetworkError {
  const message = 'The description of the type cannot be fetched.'
  return new NetworkError('type_metadata_unreachable', message, { cause })
}
