import type { PublicJwk } from '@lontar/credentials'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DcqlCredentialQuery, DcqlCredentialSet } from './dcql-query.ts'
import { parseDcqlQuery } from './parse-dcql-query.ts'
import { type HeldCredential, selectCredentials } from './select-credentials.ts'

const holderKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const satisfies PublicJwk

function held(id: string, type: string, claims = {}): HeldCredential {
  return { id, credential: { format: 'dc+sd-jwt', types: [type], holderKey, claims } }
}

function asks(id: string, type = id): DcqlCredentialQuery {
  return { id, format: 'dc+sd-jwt', meta: { vct_values: [type] } }
}

const ids = (selections: ReturnType<typeof selectCredentials>) =>
  selections.map((selection) =>
    Object.fromEntries(
      Object.entries(selection).map(([id, selected]) => [
        id,
        selected.map(({ credentialId }) => credentialId).join('+'),
      ]),
    ),
  )

const select = (queries: DcqlCredentialQuery[], credentials: HeldCredential[], sets?: DcqlCredentialSet[]) =>
  ids(
    selectCredentials(
      sets === undefined ? { credentials: queries } : { credentials: queries, credential_sets: sets },
      credentials,
    ),
  )

test('a selection names the credential and the paths to disclose', () => {
  const query = { credentials: [{ ...asks('a'), claims: [{ path: ['name'] }] }] }
  expect(selectCredentials(query, [held('one', 'a', { name: 'Ina', nik: 'x' })])).toEqual([
    { a: [{ credentialId: 'one', disclose: [['name']] }] },
  ])
})

test('without sets every query is needed', () => {
  expect(select([asks('a'), asks('b')], [held('one', 'a'), held('two', 'b')])).toEqual([
    { a: 'one', b: 'two' },
  ])
  expect(select([asks('a'), asks('b')], [held('one', 'a')])).toEqual([])
})

test('every fitting credential is offered, in the order of the wallet', () => {
  expect(select([asks('a')], [held('two', 'a'), held('one', 'a')])).toEqual([{ a: 'two' }, { a: 'one' }])
})

test('several credentials answer one query where it says multiple, and never where it does not', () => {
  const three = [held('one', 'a'), held('two', 'a'), held('other', 'b'), held('three', 'a')]
  expect(select([{ ...asks('a'), multiple: true }], three)).toEqual([
    { a: 'one' },
    { a: 'two' },
    { a: 'three' },
    { a: 'one+two+three' },
    { a: 'one+two' },
    { a: 'one+three' },
    { a: 'two+three' },
  ])
  expect(select([{ ...asks('a'), multiple: false }], three)).toHaveLength(3)
})

test('of several credentials each discloses what the query asks of it', () => {
  const claims = [
    { id: 'a', path: ['a'] },
    { id: 'b', path: ['b'] },
  ]
  const query = { ...asks('q'), multiple: true, claims, claim_sets: [['a'], ['b']] }
  const credentials = [held('one', 'q', { a: 1 }), held('two', 'q', { b: 1 })]
  expect(selectCredentials({ credentials: [query] }, credentials)[2]).toEqual({
    q: [
      { credentialId: 'one', disclose: [['a']] },
      { credentialId: 'two', disclose: [['b']] },
    ],
  })
})

test('the first option that can be met comes first', () => {
  const sets = [{ options: [['a'], ['b'], ['b', 'c']] }]
  const queries = [asks('a'), asks('b'), asks('c')]
  expect(select(queries, [held('two', 'b'), held('one', 'a')], sets)).toEqual([{ a: 'one' }, { b: 'two' }])
  expect(select(queries, [held('two', 'b'), held('three', 'c')], sets)).toEqual([
    { b: 'two' },
    { b: 'two', c: 'three' },
  ])
  expect(select(queries, [held('three', 'c')], sets)).toEqual([])
})

test('an option needs all its members', () => {
  expect(select([asks('a'), asks('b')], [held('one', 'a')], [{ options: [['a', 'b']] }])).toEqual([])
})

test('one required set that is not met ends everything', () => {
  const sets = [{ options: [['a']] }, { options: [['b']], required: true }]
  expect(select([asks('a'), asks('b')], [held('one', 'a')], sets)).toEqual([])
})

test('an optional set is left out first, and leaves no entry', () => {
  const sets = [{ options: [['a']] }, { options: [['b']], required: false }]
  const queries = [asks('a'), asks('b')]
  expect(select(queries, [held('one', 'a')], sets)).toEqual([{ a: 'one' }])
  expect(select(queries, [held('one', 'a'), held('two', 'b')], sets)).toEqual([
    { a: 'one' },
    { a: 'one', b: 'two' },
  ])
})

test('where all sets are optional, at least one is answered', () => {
  const sets = [{ options: [['a']], required: false }]
  expect(select([asks('a')], [held('one', 'a')], sets)).toEqual([{ a: 'one' }])
  expect(select([asks('a')], [], sets)).toEqual([])
})

test('a query that no set names is never answered', () => {
  expect(
    select([asks('a'), asks('b')], [held('one', 'a'), held('two', 'b')], [{ options: [['a']] }]),
  ).toEqual([{ a: 'one' }])
})

test('there are at most 64 selections', () => {
  const credentials = Array.from({ length: 20 }, (_, index) => held(`c${index}`, 'a'))
  expect(select([asks('a'), asks('b', 'a')], credentials)).toHaveLength(64)
})

test('a query whose very many options come to the same is answered quickly', () => {
  const query = parseDcqlQuery({
    credentials: [asks('a'), asks('b')],
    credential_sets: Array.from({ length: 32 }, () => ({ options: [['a'], ['b'], ['a', 'b']] })),
  })
  const started = performance.now()
  expect(ids(selectCredentials(query, [held('one', 'a'), held('two', 'b')]))[0]).toEqual({ a: 'one' })
  expect(performance.now() - started).toBeLessThan(2000)
})

test('options of the same queries in another order are one', () => {
  const sets = [{ options: [['a', 'b'], ['b', 'a'], ['a'], ['a', 'a']] }, { options: [['b'], ['b', 'a']] }]
  const both = { a: 'one', b: 'two' }
  expect(select([asks('a'), asks('b')], [held('one', 'a'), held('two', 'b')], sets)).toEqual([both])
})

test('a query of 32 queries with 128 claims each and equal options is answered quickly', () => {
  const names = Array.from({ length: 32 }, (_, index) => `q${index}`)
  const claims = Array.from({ length: 128 }, (_, index) => ({ path: ['credentialSubject', `claim${index}`] }))
  const query = parseDcqlQuery({
    credentials: names.map((name) => ({ ...asks(name, 'a'), claims })),
    credential_sets: new Array(3).fill({ options: new Array(32).fill(names) }),
  })
  const subject = Object.fromEntries(claims.map(({ path: [, name] }) => [name, 1]))
  const started = performance.now()
  const selections = selectCredentials(query, [held('one', 'a', { credentialSubject: subject })])
  expect(selections.map((selection) => Object.keys(selection))).toEqual([names])
  expect(performance.now() - started).toBeLessThan(2000)
})

test.each(['__proto__', 'constructor', 'toString'])('a query may be called %s', (id) => {
  const [selection] = selectCredentials({ credentials: [asks(id, 'a')] }, [held('one', 'a')])
  expect(Object.entries(selection ?? {})).toEqual([[id, [{ credentialId: 'one', disclose: [] }]]])
  expect(Object.getPrototypeOf(selection)).toBe(Object.prototype)
})

/** Every path to a leaf of a JSON value, written out here apart from the code under test. */
function leafPaths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item, index) => leafPaths(item, [...path, index]))
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, item]) => leafPaths(item, [...path, name]))
  }
  return path.length === 0 ? [] : [path]
}

const name = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('__proto__', 'constructor', '0'))
const randomClaims = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 8 })

test('what is disclosed is exactly what is asked, whatever the credential holds', () => {
  fc.assert(
    fc.property(randomClaims, fc.infiniteStream(fc.boolean()), (all, coin) => {
      const paths = leafPaths(all).slice(0, 100)
      const asked = paths.filter(() => coin.next().value === true)
      const claims = asked.map((path) => ({ path }))
      const query = asked.length === 0 ? asks('q') : { ...asks('q'), claims }
      const [selection] = selectCredentials(parseDcqlQuery({ credentials: [query] }), [held('one', 'q', all)])
      expect(selection?.q?.[0]?.disclose).toEqual(asked)
      // The same query with one claim more that the credential does not have finds nothing.
      const missing = { ...query, claims: [...claims, { path: ['no such name', 'x'] }] }
      expect(selectCredentials({ credentials: [missing] }, [held('one', 'q', all)])).toEqual([])
    }),
    { seed: 5399, numRuns: 1000 },
  )
})

test('of claim sets the first that can be met is disclosed, whatever the credential holds', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const subset = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })
  fc.assert(
    fc.property(subset, fc.array(subset, { minLength: 1, maxLength: 5 }), (owned, sets) => {
      const claims = names.map((id) => ({ id, path: [id] }))
      const query = parseDcqlQuery({ credentials: [{ ...asks('q'), claims, claim_sets: sets }] })
      const all = Object.fromEntries(owned.map((id) => [id, 1]))
      const expected = sets.find((set) => set.every((id) => owned.includes(id)))
      const [selection] = selectCredentials(query, [held('one', 'q', all)])
      expect(selection?.q?.[0]?.disclose).toEqual(expected?.map((id) => [id]))
    }),
    { seed: 5399, numRuns: 1000 },
  )
})
