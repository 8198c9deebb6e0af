import { requireStep } from '../verdict/require-step.ts'
import {
  typeMetadataClaimCount,
  typeMetadataMandatory,
  typeMetadataSd,
} from '../verdict/steps/type-metadata-steps.ts'
import {
  maxEntries,
  type UnverifiedClaimMetadata,
  type UnverifiedTypeMetadata,
} from './parse-type-metadata.ts'
import type { ClaimMetadata, TypeMetadata } from './type-metadata.ts'

/**
 * Puts a type over the one that it extends. Its displays replace those that it inherits, property by property, and it
 * may narrow what it inherits, never widen it.
 *
 * @param base the type that is extended, with everything in place; `undefined` when it extends none.
 * @param own the document of the type itself.
 * @returns the type with everything in place.
 * @throws VerificationError `type_metadata_mismatch`; MalformedError `type_metadata_malformed` for too many claims.
 * @see SD-JWT VC sections 5.5.2 and 5.6.5
 */
export function extendTypeMetadata(
  base: TypeMetadata | undefined,
  own: UnverifiedTypeMetadata,
): TypeMetadata {
  return Object.freeze({
    vct: own.vct,
    name: own.name,
    description: own.description,
    display: own.display ?? base?.display ?? [],
    claims: extendClaims(base?.claims ?? [], own.claims),
    extends: base === undefined ? [] : [base.vct, ...base.extends],
  })
}

function extendClaims(
  base: readonly ClaimMetadata[],
  own: readonly UnverifiedClaimMetadata[],
): readonly ClaimMetadata[] {
  const claims = new Map(base.map((claim) => [JSON.stringify(claim.path), claim]))
  for (const claim of own) {
    const key = JSON.stringify(claim.path)
    claims.set(key, extendClaim(claims.get(key), claim))
  }
  requireStep(typeMetadataClaimCount, claims.size <= maxEntries)
  return [...claims.values()]
}

function extendClaim(base: ClaimMetadata | undefined, own: UnverifiedClaimMetadata): ClaimMetadata {
  const { sd = 'allowed', mandatory = false, display = [] } = base ?? {}
  requireStep(typeMetadataSd, own.sd === undefined || sd === 'allowed' || own.sd === sd)
  requireStep(typeMetadataMandatory, own.mandatory !== false || !mandatory)
  return Object.freeze({
    path: own.path,
    display: own.display ?? display,
    sd: own.sd ?? sd,
    mandatory: own.mandatory ?? mandatory,
  })
}
