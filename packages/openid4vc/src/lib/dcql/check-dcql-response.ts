import type { Check, VerifiedCredential } from '@lontar/credentials'
import { checkOfSteps, type StepOutcome } from '@lontar/credentials/verdict-step'
import { credentialOptions, type OptionGroup } from './credential-options.ts'
import type { DcqlQuery } from './dcql-query.ts'
import {
  dcqlAuthority,
  dcqlClaims,
  dcqlFormat,
  dcqlHolderKey,
  dcqlKnownQuery,
  dcqlOneCredential,
  dcqlOptionsComplete,
  dcqlType,
} from './dcql-steps.ts'
import { type MatchParts, matchParts } from './match-credential.ts'
import type { DcqlMatchOptions } from './match-trusted-authorities.ts'

const spec = 'OpenID4VP 1.0 section 8.6'

/**
 * Checks again, at the verifier, that a response answers the query and nothing else: no id that was not
 * asked, no second alternative, no missing set, one credential for a query unless `multiple`, and for each
 * credential its format, type, trusted authorities, claims and values.
 *
 * @param query The query that was sent.
 * @param presented The verified credentials by query id; only what was disclosed counts.
 * @param options How the certificates of a credential are read; see `DcqlMatchOptions`.
 * @returns The check `query`: passed, or failed with `dcql_not_satisfied`.
 * @see OpenID4VP 1.0 sections 6.4, 8.1, 8.6 and 14.11
 */
export function checkDcqlResponse(
  query: DcqlQuery,
  presented: Readonly<Record<string, readonly VerifiedCredential[]>>,
  options: DcqlMatchOptions = {},
): Check {
  const matches = query.credentials.flatMap((asked) =>
    (Object.hasOwn(presented, asked.id) ? (presented[asked.id] ?? []) : []).map((credential) =>
      matchParts(asked, credential, options),
    ),
  )
  return checkOfSteps('query', spec, [...stepsOfEntries(query, presented), ...matches.flatMap(stepsOfMatch)])
}

/**
 * Checks of a `vp_token` that nobody looked into yet what its entries show already: no id that was not asked, no second
 * alternative, no missing set, one presentation for a query unless `multiple`. Nothing is verified for an answer that
 * could not be one.
 *
 * @param query The query that was sent.
 * @param vpToken The entries by query id.
 * @returns The check `query`: passed, or failed with `dcql_not_satisfied`.
 * @see OpenID4VP 1.0 sections 6.4.2, 8.1 and 8.6
 */
export function checkDcqlEntries(
  query: DcqlQuery,
  vpToken: Readonly<Record<string, readonly unknown[]>>,
): Check {
  return checkOfSteps('query', spec, stepsOfEntries(query, vpToken))
}

function stepsOfEntries(
  query: DcqlQuery,
  vpToken: Readonly<Record<string, readonly unknown[]>>,
): readonly StepOutcome[] {
  const entries = Object.entries(vpToken)
  const known = new Set(query.credentials.map(({ id }) => id))
  const ids = new Set(entries.map(([id]) => id).filter((id) => known.has(id)))
  return [
    ...entries.map(([id]): StepOutcome => [dcqlKnownQuery, known.has(id)]),
    ...entries.map(([id, { length }]): StepOutcome => [dcqlOneCredential, isCount(query, id, length)]),
    [dcqlOptionsComplete, answersOptions(credentialOptions(query), ids)],
  ]
}

function isCount({ credentials }: DcqlQuery, id: string, count: number): boolean {
  return count === 1 || (count > 1 && credentials.some((entry) => entry.id === id && entry.multiple === true))
}

function stepsOfMatch(parts: MatchParts): readonly StepOutcome[] {
  return [
    [dcqlFormat, parts.format],
    [dcqlType, parts.type],
    [dcqlAuthority, parts.authority],
    [dcqlHolderKey, parts.holderKey],
    [dcqlClaims, parts.claims !== undefined],
  ]
}

/**
 * Whether the ids are exactly one option of each required group and at most one of each optional group.
 * It follows the unions of options that stay within the ids, so that the order of groups does not matter.
 */
function answersOptions(groups: readonly OptionGroup[], ids: ReadonlySet<string>): boolean {
  if (ids.size === 0) return false
  let unions = new Map<string, ReadonlySet<string>>([['', new Set()]])
  for (const { options, required } of groups) {
    const next = new Map(required ? [] : unions)
    for (const option of options.filter((option) => option.every((id) => ids.has(id)))) {
      for (const union of unions.values()) addUnion(next, union, option)
    }
    unions = next
  }
  return [...unions.values()].some((union) => union.size === ids.size)
}

function addUnion(
  unions: Map<string, ReadonlySet<string>>,
  union: ReadonlySet<string>,
  option: readonly string[],
): void {
  const joined = new Set([...union, ...option])
  unions.set([...joined].sort().join(' '), joined)
}
