import type { ClaimPath } from '@lontar/credentials'
import { candidateSets } from './candidate-sets.ts'
import { credentialOptions } from './credential-options.ts'
import type { DcqlQuery } from './dcql-query.ts'
import { matchCredential, type QueriedCredential } from './match-credential.ts'
import type { DcqlMatchOptions } from './match-trusted-authorities.ts'

/** A credential that a wallet could answer with. */
export interface HeldCredential {
  /** The wallet's own name for it. */
  readonly id: string
  /** What a query can see of it. */
  readonly credential: QueriedCredential
}

/** A credential that answers, and exactly what of it. */
export interface SelectedCredential {
  /** As `HeldCredential` names it. */
  readonly credentialId: string
  /** The paths to disclose, and nothing beyond them. */
  readonly disclose: ClaimPath[]
}

/** One way to answer a query: one credential by query id, or several where the query says `multiple`. */
export type DcqlSelection = Readonly<Record<string, readonly SelectedCredential[]>>

const maxSelections = 64
// A hostile query can have very many options that all come to the same few selections.
const maxTries = 4096

/**
 * Finds the ways in which held credentials answer a query. Options come in the verifier's order and
 * credentials in the caller's; an optional set is left out first and offered after. A query whose sets are
 * all optional is answered by at least one of them. Where a query takes several credentials, one alone comes first,
 * then all that fit, then the other sets of them.
 *
 * @param query A parsed query.
 * @param credentials What the wallet holds, best first.
 * @param options How the certificates of a credential are read; see `DcqlMatchOptions`.
 * @returns At most 64 selections, the preferred one first; empty when the query cannot be satisfied, and then
 *   nothing at all may be sent.
 * @see OpenID4VP 1.0 section 6.4
 */
export function selectCredentials(
  query: DcqlQuery,
  credentials: readonly HeldCredential[],
  options: DcqlMatchOptions = {},
): DcqlSelection[] {
  const candidates = findCandidates(query, credentials, options)
  const choices = credentialOptions(query).map(({ options, required }) => {
    const possible = options.filter((option) => option.every((id) => (candidates.get(id)?.length ?? 0) > 0))
    return distinctOptions(required ? possible : [[], ...possible])
  })
  const selections = new Map<string, DcqlSelection>()
  let tries = 0
  for (const chosen of possibleChoices(choices, candidates)) {
    tries += 1
    const key = chosen === undefined ? undefined : keyOf(chosen)
    if (chosen !== undefined && key !== undefined && !selections.has(key)) {
      // fromEntries makes own members of any name, `__proto__` included.
      selections.set(key, Object.fromEntries(chosen))
    }
    if (selections.size === maxSelections || tries === maxTries) break
  }
  return [...selections.values()]
}

/** What answers each query that is answered. */
type Choice = readonly (readonly [id: string, selected: readonly SelectedCredential[]])[]

/** The sets of credentials that would do, by query id. */
type Candidates = ReadonlyMap<string, readonly (readonly SelectedCredential[])[]>

/** Every choice, and `undefined` for what answers nothing or the same queries as before. */
function* possibleChoices(
  choices: readonly (readonly (readonly string[])[])[],
  candidates: Candidates,
): Generator<Choice | undefined> {
  const seen = new Set<string>()
  for (const options of combinations(choices)) {
    const ids = [...new Set(options.flat())]
    const key = keyOfIds(ids)
    if (ids.length === 0 || seen.has(key)) yield undefined
    else {
      seen.add(key)
      yield* combinations(
        ids.map((id) => (candidates.get(id) ?? []).map((selected) => [id, selected] as const)),
      )
    }
  }
}

function distinctOptions(options: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const keys = options.map((option) => keyOfIds([...new Set(option)]))
  return options.filter((_, index) => keys.indexOf(keys[index] ?? '') === index)
}

function keyOfIds(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort())
}

/** What is disclosed follows from the query and the credential, so these two tell selections apart. */
function keyOf(choice: Choice): string {
  const named = choice.map(([id, selected]) => [id, ...selected.map(({ credentialId }) => credentialId)])
  return JSON.stringify(named.sort())
}

function findCandidates(
  query: DcqlQuery,
  credentials: readonly HeldCredential[],
  options: DcqlMatchOptions,
): Candidates {
  return new Map(
    query.credentials.map((wanted) => {
      const fitting = credentials.flatMap(({ id, credential }): SelectedCredential[] => {
        // A wallet holds all of a credential; what still has no disclosure is a decoy and no element.
        const whole = { ...credential, issuedIndices: [] }
        const match = matchCredential(wanted, whole, options)
        return match === undefined ? [] : [{ credentialId: id, disclose: match.claims }]
      })
      return [wanted.id, candidateSets(fitting, wanted.multiple === true)]
    }),
  )
}

/** Every way to take one of each list, lazily, the first of each list first. No list: one empty way. */
function* combinations<Item>(lists: readonly (readonly Item[])[]): Generator<readonly Item[]> {
  const [first, ...rest] = lists
  if (first === undefined) {
    yield []
    return
  }
  if (rest.some((list) => list.length === 0)) return
  for (const item of first) {
    for (const tail of combinations(rest)) yield [item, ...tail]
  }
}
