import type { ClaimPath } from '@lontar/credentials'
import { credentialOptions } from './credential-options.ts'
import type { DcqlQuery } from './dcql-query.ts'
import { type CredentialMatch, matchCredential, type QueriedCredential } from './match-credential.ts'

/** A credential that a wallet could answer with. */
export interface HeldCredential {
  /** The wallet's own name for it. */
  readonly id: string
  readonly credential: QueriedCredential
}

/** One way to answer a query, by query id. */
export type DcqlSelection = Readonly<
  Record<string, { readonly credentialId: string; readonly disclose: ClaimPath[] }>
>

const maxSelections = 64
// A hostile query can have very many options that all come to the same few selections.
const maxTries = 4096

interface Candidate {
  readonly credentialId: string
  readonly match: CredentialMatch
}

/**
 * Finds the ways in which held credentials answer a query. Options come in the verifier's order and
 * credentials in the caller's; an optional set is left out first and offered after. A query whose sets are
 * all optional is answered by at least one of them.
 *
 * @param query A parsed query.
 * @param credentials What the wallet holds, best first.
 * @returns At most 64 selections, the preferred one first; empty when the query cannot be satisfied, and then
 *   nothing at all may be sent.
 * @see OpenID4VP 1.0 section 6.4
 */
export function selectCredentials(query: DcqlQuery, credentials: readonly HeldCredential[]): DcqlSelection[] {
  const candidates = findCandidates(query, credentials)
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
      selections.set(key, toSelection(chosen))
    }
    if (selections.size === maxSelections || tries === maxTries) break
  }
  return [...selections.values()]
}

/** One candidate for each query that is answered. */
type Choice = readonly (readonly [id: string, candidate: Candidate])[]

/** Every choice, and `undefined` for what answers nothing or the same queries as before. */
function* possibleChoices(
  choices: readonly (readonly (readonly string[])[])[],
  candidates: ReadonlyMap<string, readonly Candidate[]>,
): Generator<Choice | undefined> {
  const seen = new Set<string>()
  for (const options of combinations(choices)) {
    const ids = [...new Set(options.flat())]
    const key = keyOfIds(ids)
    if (ids.length === 0 || seen.has(key)) yield undefined
    else {
      seen.add(key)
      yield* combinations(
        ids.map((id) => (candidates.get(id) ?? []).map((candidate) => [id, candidate] as const)),
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
  return JSON.stringify(choice.map(([id, { credentialId }]) => [id, credentialId]).sort())
}

function findCandidates(query: DcqlQuery, credentials: readonly HeldCredential[]): Map<string, Candidate[]> {
  return new Map(
    query.credentials.map((wanted) => [
      wanted.id,
      credentials.flatMap(({ id, credential }) => {
        const match = matchCredential(wanted, credential)
        return match === undefined ? [] : [{ credentialId: id, match }]
      }),
    ]),
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

// fromEntries makes own members of any name, `__proto__` included.
function toSelection(choice: Choice): DcqlSelection {
  return Object.fromEntries(
    choice.map(([id, { credentialId, match }]) => [id, { credentialId, disclose: match.claims }]),
  )
}
