import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { matchesIntegrity } from '../jose/integrity.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  typeMetadataCycle,
  typeMetadataDepth,
  typeMetadataIntegrity,
  typeMetadataVct,
} from '../verdict/steps/type-metadata-steps.ts'
import { parseTypeMetadata, type UnverifiedTypeMetadata } from './parse-type-metadata.ts'
import type { ClaimMetadata, TypeDisplay, TypeMetadata } from './type-metadata.ts'

/** What `resolveTypeMetadata` needs. */
export interface TypeMetadataQuery {
  /** The `vct` of a credential. */
  readonly vct: string
  /** The `vct#integrity` of the credential, if it has one. */
  readonly integrity?: string | undefined
  readonly fetch: GuardedFetch
}

const maxDepth = 8

/**
 * Resolves the Type Metadata of a type and of all that it extends. What a type says itself overrides what it extends,
 * language by language and claim by claim; a claim that was mandatory stays so, and one that was always or never
 * disclosable stays that.
 *
 * @param query see `TypeMetadataQuery`.
 * @returns the type with everything in place.
 * @throws MalformedError `type_metadata_malformed`; VerificationError `type_metadata_mismatch`,
 * `type_metadata_circular`; NetworkError `type_metadata_unreachable`.
 * @see SD-JWT VC sections 6 to 9
 */
export async function resolveTypeMetadata({
  vct,
  integrity,
  fetch,
}: TypeMetadataQuery): Promise<TypeMetadata> {
  const chain: UnverifiedTypeMetadata[] = []
  let next: { readonly vct: string; readonly integrity: string | undefined } | undefined = { vct, integrity }
  while (next !== undefined) {
    const { vct: wanted } = next
    requireStep(typeMetadataCycle, !chain.some((known) => known.vct === wanted))
    requireStep(typeMetadataDepth, chain.length <= maxDepth)
    const document = await fetchDocument(next, fetch)
    chain.push(document)
    const { extends: parent, extendsIntegrity } = document
    next = parent === undefined ? undefined : { vct: parent, integrity: extendsIntegrity }
  }
  return chain.reduceRight<TypeMetadata>(extend, emptyType(vct))
}

async function fetchDocument(
  { vct, integrity }: { readonly vct: string; readonly integrity: string | undefined },
  fetch: GuardedFetch,
): Promise<UnverifiedTypeMetadata> {
  const text = await fetchText(vct, fetch)
  requireStep(
    typeMetadataIntegrity,
    integrity === undefined || (await matchesIntegrity(encodeUtf8(text), integrity)),
  )
  const document = parseTypeMetadata(text)
  requireStep(typeMetadataVct, document.vct === vct)
  return document
}

async function fetchText(url: string, fetch: GuardedFetch): Promise<string> {
  try {
    const { status, text } = await fetch(url, { headers: { accept: 'application/json' } })
    if (status === 200) return text()
  } catch (cause) {
    throw unreachable(cause)
  }
  throw unreachable()
}

function unreachable(cause?: unknown): NetworkError {
  return new NetworkError('type_metadata_unreachable', 'The description of the type cannot be fetched.', {
    cause,
  })
}

function emptyType(vct: string): TypeMetadata {
  return { vct, name: undefined, description: undefined, display: [], claims: [], extends: [] }
}

function extend(base: TypeMetadata, own: UnverifiedTypeMetadata): TypeMetadata {
  return {
    vct: own.vct,
    name: own.name ?? base.name,
    description: own.description ?? base.description,
    display: mergeDisplays(base.display, own.display),
    claims: mergeClaims(base.claims, own.claims),
    extends:
      own.extends === undefined
        ? base.extends
        : [own.extends, ...base.extends.filter((vct) => vct !== own.extends)],
  }
}

function mergeDisplays(base: readonly TypeDisplay[], own: readonly TypeDisplay[]): readonly TypeDisplay[] {
  const languages = new Set(own.map(languageOf))
  return [...base.filter((display) => !languages.has(languageOf(display))), ...own]
}

function languageOf({ lang, locale }: TypeDisplay): unknown {
  return locale ?? lang
}

function mergeClaims(
  base: readonly ClaimMetadata[],
  own: readonly ClaimMetadata[],
): readonly ClaimMetadata[] {
  const merged = new Map(base.map((claim) => [JSON.stringify(claim.path), claim]))
  for (const claim of own) {
    const key = JSON.stringify(claim.path)
    const former = merged.get(key)
    merged.set(key, former === undefined ? claim : tighten(former, claim))
  }
  return [...merged.values()]
}

/** A type may narrow what it extends, and never widen it (section 9.5). */
function tighten(base: ClaimMetadata, own: ClaimMetadata): ClaimMetadata {
  return {
    path: own.path,
    display: mergeDisplays(base.display, own.display),
    sd: base.sd === 'allowed' ? own.sd : base.sd,
    mandatory: base.mandatory || own.mandatory,
  }
}
