import type { VerifiedCredential } from '@lontar/credentials'
import type { JsonObject, JsonValue } from '@lontar/credentials/jose'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDcqlResponse } from './check-dcql-response.ts'
import type { DcqlClaimQuery, DcqlCredentialQuery, DcqlQuery } from './dcql-query.ts'
import { credentialOf, offersOf, queryOf } from './fixtures/held-credentials.ts'
import { parseDcqlQuery } from './parse-dcql-query.ts'

type Answer = Readonly<Record<string, readonly VerifiedCredential[]>>

/** A claim that is asked for, and what a credential that fits holds of it. */
interface Wanted {
  readonly query: DcqlClaimQuery
  readonly value: JsonValue
}

const scalar = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean())

const wanted = fc.record({
  value: scalar,
  others: fc.array(scalar, { minLength: 1, maxLength: 3 }),
  kind: fc.nat(4),
})

/** A path and values of every kind for the claim of a name. */
function toWanted(
  name: string,
  { value, others, kind }: { value: JsonValue; others: JsonValue[]; kind: number },
): Wanted {
  const values = [...others.map((other) => `not ${other}`), value] as DcqlClaimQuery['values'] & object
  const list = [...others, value]
  const kinds: readonly Wanted[] = [
    { query: { id: name, path: [name] }, value },
    { query: { id: name, path: [name], values }, value },
    { query: { id: name, path: [name, null], values: values.slice(-1) }, value: list },
    { query: { id: name, path: [name, others.length], values: values.slice(-1) }, value: list },
    { query: { id: name, path: [name, '0'], values }, value: { 0: value } },
  ]
  return kinds[kind] as Wanted
}

const names = ['a', 'b', 'c', 'd']
const someNames = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })

const credentialQuery = fc
  .record({
    claims: fc.tuple(wanted, wanted, wanted, wanted),
    sets: fc.option(fc.array(someNames, { minLength: 1, maxLength: 3 })),
    multiple: fc.boolean(),
  })
  .map(({ claims, sets, multiple }) => ({
    wanted: claims.map((each, index) => toWanted(names[index] ?? '', each)),
    sets,
    multiple,
  }))

const ids = ['q0', 'q1', 'q2', 'q3']
const option = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 })
const credentialSets = fc.option(
  fc.array(fc.record({ options: fc.array(option, { minLength: 1, maxLength: 3 }), required: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  }),
)

interface Scenario {
  readonly query: DcqlQuery
  /** A credential for each query, which holds all that its query asks for. */
  readonly credentials: readonly VerifiedCredential[]
}

const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(fc.tuple(credentialQuery, credentialQuery, credentialQuery, credentialQuery), credentialSets)
  .map(([queries, sets]) => ({
    query: parseDcqlQuery({
      credentials: queries.map(({ wanted: claims, sets: claim_sets, multiple }, index) =>
        queryOf(ids[index] ?? '', {
          claims: claims.map(({ query }) => query),
          multiple,
          ...(claim_sets !== null && { claim_sets }),
        }),
      ),
      ...(sets !== null && { credential_sets: sets }),
    }),
    credentials: queries.map(({ wanted: claims }, index) =>
      credentialOf(
        ids[index] ?? '',
        Object.fromEntries(claims.map(({ query, value }) => [query.id ?? '', value])),
      ),
    ),
  }))

/** What a verifier sees when exactly the selected claims are shown, each as a whole. */
function present({ query, credentials }: Scenario, choice: number): Answer {
  const offers = offersOf(query, credentials)
  const offer = offers[choice % offers.length] ?? {}
  return Object.fromEntries(
    Object.entries(offer).map(([id, selected]) => [
      id,
      selected.flatMap(({ credentialId, disclose }) => {
        const credential = credentials[Number(credentialId)]
        const shown = disclose.map(([name]) => [name, credential?.claims[String(name)]])
        return credential === undefined
          ? []
          : [{ ...credential, claims: Object.fromEntries(shown) as JsonObject }]
      }),
    ]),
  )
}

/** Written apart from the code under test: every way to choose, and whether one of them comes to these ids. */
function maySend({ credentials, credential_sets: sets }: DcqlQuery, sent: readonly string[]): boolean {
  const all = sets ?? credentials.map(({ id }) => ({ options: [[id]] }))
  const choices = all.map((set) => [
    ...set.options,
    ...('required' in set && set.required === false ? [[]] : []),
  ])
  const ways = choices.reduce<readonly (readonly string[])[]>(
    (found, options) => found.flatMap((way) => options.map((next) => [...way, ...next])),
    [[]],
  )
  const same = (way: readonly string[]) => [...new Set(way)].sort().join() === [...sent].sort().join()
  return sent.length > 0 && ways.some(same)
}

const state = ({ query }: Scenario, answer: Answer) => checkDcqlResponse(query, answer).state

test('F16: of random queries what a wallet selects is accepted, and every mutated answer refused', () => {
  let refused = 0
  fc.assert(
    fc.property(scenarios, fc.nat(63), fc.nat(), (scenario, choice, pick) => {
      const answer = present(scenario, choice)
      expect(state(scenario, answer)).toBe('passed')
      const entries = Object.entries(answer)
      const [id = '', credentials = []] = entries[pick % entries.length] ?? []
      const asked = scenario.query.credentials.find((query) => query.id === id) as DcqlCredentialQuery
      for (const mutant of mutantsOf(credentials, asked)) {
        expect(state(scenario, { ...answer, [id]: mutant })).toBe('failed')
        refused += 1
      }
      const foreign = { ...answer, other: credentials }
      expect(state(scenario, foreign)).toBe('failed')
      expect(state(scenario, { ...answer, [id]: [...credentials, ...credentials] })).toBe(
        asked.multiple === true ? 'passed' : 'failed',
      )
    }),
    { seed: 5399, numRuns: 1000 },
  )
  expect(refused).toBeGreaterThan(3000)
})

test('F16: of random queries exactly the sets of ids that were asked for are accepted', () => {
  const verdicts = { passed: 0, failed: 0 }
  fc.assert(
    fc.property(scenarios, fc.subarray(ids), (scenario, sent) => {
      const whole = new Map(scenario.credentials.map((credential, index) => [ids[index], credential]))
      const answer = Object.fromEntries(sent.map((id) => [id, [whole.get(id) as VerifiedCredential]]))
      const expected = maySend(scenario.query, sent) ? 'passed' : 'failed'
      expect(state(scenario, answer)).toBe(expected)
      verdicts[expected] += 1
    }),
    { seed: 5399, numRuns: 1000 },
  )
  expect(Math.min(verdicts.passed, verdicts.failed)).toBeGreaterThan(100)
})

/** Answers to one query that are never right. */
function mutantsOf(
  credentials: readonly VerifiedCredential[],
  asked: DcqlCredentialQuery,
): (readonly VerifiedCredential[])[] {
  const [first, ...others] = credentials
  if (first === undefined) return []
  const changed = (changes: Partial<VerifiedCredential>) => [{ ...first, ...changes }, ...others]
  const shown = Object.keys(first.claims)
  // With claim sets, what is left may be another set that was asked for as well.
  const fewer =
    asked.claim_sets !== undefined ? [] : shown.map((name) => changed({ claims: without(first, name) }))
  const named =
    asked.claims?.filter(({ id = '', values }) => values !== undefined && shown.includes(id)) ?? []
  const otherValues =
    asked.claim_sets !== undefined ? [] : named.map(({ id = '' }) => changed({ claims: spoilt(first, id) }))
  return [
    [],
    changed({ format: 'vc+sd-jwt' }),
    changed({ types: ['other'] }),
    changed({ holderKey: undefined }),
    changed({ claims: {} }),
    ...fewer,
    ...otherValues,
  ]
}

function without({ claims }: VerifiedCredential, name: string): JsonObject {
  return Object.fromEntries(Object.entries(claims).filter(([other]) => other !== name)) as JsonObject
}

/** Every value of a claim, as another one that no query of these tests names. */
function spoilt({ claims }: VerifiedCredential, name: string): JsonObject {
  const spoil = (value: unknown): JsonValue => {
    if (Array.isArray(value)) return value.map(spoil)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spoil(member)]))
    return { was: String(value) }
  }
  return { ...claims, [name]: spoil(claims[name]) }
}
