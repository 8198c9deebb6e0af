import type { ClaimPath, UnverifiedCredential, VerifiedCredential } from '@lontar/credentials'
import type { DcqlClaimQuery, DcqlCredentialQuery } from './dcql-query.ts'
import { type DcqlMatchOptions, matchTrustedAuthorities } from './match-trusted-authorities.ts'
import { pathValues } from './path-values.ts'
import { isBaseType } from './types-of-query.ts'
import { waivesHolderBinding } from './waives-holder-binding.ts'

/** What of a credential a query looks at. */
export type QueriedCredential = Pick<
  UnverifiedCredential | VerifiedCredential,
  'format' | 'types' | 'claims' | 'holderKey'
> &
  Partial<Pick<UnverifiedCredential, 'x5c' | 'issuedIndices'>>

/** The claims that a matching credential has to disclose. */
export interface CredentialMatch {
  /** The asked paths, in the order of the query; empty when the query lists no claims. */
  readonly claims: ClaimPath[]
}

/**
 * Matches a credential with a credential query: format, type, trusted authorities, holder binding, and every claim
 * asked for or the first satisfiable claim set. A claim with `values` and a path that selects several values matches
 * when one of them is the same in type and value.
 *
 * @param query A parsed credential query.
 * @param credential A credential with all its claims, or what a presentation disclosed.
 * @param options How the certificates of a credential are read; see `DcqlMatchOptions`.
 * @returns Exactly the paths to disclose, or undefined when the credential does not match.
 * @see OpenID4VP 1.0 sections 6.1, 6.3 and 6.4.1
 */
export function matchCredential(
  query: DcqlCredentialQuery,
  credential: QueriedCredential,
  options: DcqlMatchOptions = {},
): CredentialMatch | undefined {
  const { claims, ...rest } = matchParts(query, credential, options)
  return claims === undefined || Object.values(rest).includes(false) ? undefined : { claims }
}

/** What a credential and its query have to agree in. */
export interface MatchParts {
  /** Whether it is in the format of the query. */
  readonly format: boolean
  /** Whether it is of a type of the query. */
  readonly type: boolean
  /** Whether an authority of the query certified its issuer; true where the query names none. */
  readonly authority: boolean
  /** Whether it names a holder key, or the query waives holder binding. */
  readonly holderKey: boolean
  /** The paths of the claims asked for, or of the first claim set that it has; undefined when it lacks one. */
  readonly claims: ClaimPath[] | undefined
}

/** Matches a credential part by part, for a verifier that says in which it does not agree. */
export function matchParts(
  query: DcqlCredentialQuery,
  credential: QueriedCredential,
  options: DcqlMatchOptions,
): MatchParts {
  const { trusted_authorities: authorities } = query
  return {
    format: query.format === credential.format,
    type: hasType(query, credential.types),
    authority: authorities === undefined || matchTrustedAuthorities(authorities, credential.x5c, options),
    // B.3: a credential without a holder key cannot be presented with holder binding.
    holderKey: waivesHolderBinding(query) || credential.holderKey !== undefined,
    claims: claimOptions(query)
      .find((option) => option.every((claim) => hasClaim(credential, claim)))
      ?.map(({ path }) => path),
  }
}

function hasType({ format, meta }: DcqlCredentialQuery, types: readonly string[]): boolean {
  if (format === 'dc+sd-jwt')
    return 'vct_values' in meta && meta.vct_values.some((vct) => types.includes(vct))
  return (
    'type_values' in meta &&
    meta.type_values.some((set) => set.length > 0 && set.every((type) => isType(type, types)))
  )
}

function isType(type: string, types: readonly string[]): boolean {
  return types.includes(type) || isBaseType(type)
}

function claimOptions({ claims, claim_sets: sets }: DcqlCredentialQuery): DcqlClaimQuery[][] {
  if (claims === undefined) return [[]]
  if (sets === undefined) return [[...claims]]
  return sets.map((set) => set.flatMap((id) => claims.filter((claim) => claim.id === id)))
}

function hasClaim({ claims, issuedIndices }: QueriedCredential, { path, values }: DcqlClaimQuery): boolean {
  const found = pathValues(claims, path, issuedIndices)
  if (values === undefined) return found.length > 0
  return found.some((value) => values.some((wanted) => wanted === value))
}
