import { MalformedError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { checkDcqlResponse } from './check-dcql-response.ts'
import { credentialOf, offersOf, queryOf } from './fixtures/held-credentials.ts'
import { matchCredential } from './match-credential.ts'
import { parseDcqlQuery } from './parse-dcql-query.ts'

const read = (...credentials: unknown[]) => parseDcqlQuery({ credentials })
const readWithSets = (credential_sets: unknown, ...credentials: unknown[]) =>
  parseDcqlQuery({ credentials, credential_sets })

function refuses(query: unknown): void {
  expect(() => parseDcqlQuery(query)).toThrow(MalformedError)
  expect(() => parseDcqlQuery(query)).toThrow(expect.objectContaining({ code: 'dcql_malformed' }))
}

/** Whether a wallet with this one credential finds an answer, and whether the verifier takes it. */
function answers(query: JsonObject, claims: JsonObject, changes = {}): boolean {
  const parsed = read(query)
  const credential = credentialOf('a', claims, changes)
  const found = offersOf(parsed, [credential]).length === 1
  expect(checkDcqlResponse(parsed, { a: [credential] }).state).toBe(found ? 'passed' : 'failed')
  return found
}

const asks = (path: unknown[], values?: unknown[]): JsonObject =>
  queryOf('a', { claims: [{ path, ...(values !== undefined && { values }) }] })

const claimIds = ['x', 'y', 'z'].map((id) => ({ id, path: [id] }))

describe('2.5.1 credentials', () => {
  test('2.5.1 are there, with unique ids of the allowed characters, a format and a meta', () => {
    refuses({ credentials: [] })
    refuses({})
    refuses({ credentials: [queryOf('a'), queryOf('a')] })
    for (const id of ['', 'a b', 'a.b', 'ä', 'a/b', 1]) refuses({ credentials: [{ ...queryOf('a'), id }] })
    for (const name of ['id', 'format', 'meta']) {
      const { [name]: _, ...without } = queryOf('a')
      refuses({ credentials: [without] })
    }
    expect(read(queryOf('A-z_09')).credentials).toHaveLength(1)
  })

  test('2.5.1 name types in the shape of their format', () => {
    const w3c = (meta: object) => ({ credentials: [queryOf('a', { format: 'vc+sd-jwt', meta })] })
    for (const meta of [{}, { vct_values: [] }, { vct_values: 'a' }, { type_values: [['a']] }]) {
      refuses({ credentials: [queryOf('a', { meta })] })
    }
    for (const meta of [{}, { type_values: [] }, { type_values: ['a'] }, { type_values: [[]] }])
      refuses(w3c(meta))
    expect(parseDcqlQuery(w3c({ type_values: [['a', 'b'], ['c']] })).credentials).toHaveLength(1)
  })
})

test('2.5.2 lists are not empty where they are there', () => {
  const one = (more: object) => ({ credentials: [queryOf('a', more)] })
  refuses(one({ claims: [] }))
  refuses(one({ claims: claimIds, claim_sets: [] }))
  refuses(one({ claims: claimIds, claim_sets: [[]] }))
  refuses(one({ claims: [{ path: ['x'], values: [] }] }))
  refuses(one({ trusted_authorities: [] }))
  refuses(one({ trusted_authorities: [{ type: 'aki', values: [] }] }))
  for (const credential_sets of [[], [{ options: [] }], [{ options: [[]] }]])
    refuses({ credentials: [queryOf('a')], credential_sets })
})

test('2.5.3 claim_sets need claims, of which each has an id of its own', () => {
  const sets = (claims: unknown, claim_sets: unknown = [['x']]) => ({
    credentials: [queryOf('a', { ...(claims !== undefined && { claims }), claim_sets })],
  })
  refuses(sets(undefined))
  refuses(sets([{ path: ['x'] }]))
  refuses(sets([...claimIds, { path: ['w'] }]))
  refuses(sets([...claimIds, { id: 'x', path: ['w'] }]))
  refuses(sets(claimIds, [['unknown']]))
  expect(parseDcqlQuery(sets(claimIds)).credentials).toHaveLength(1)
})

test('2.5.4 unknown properties are ignored', () => {
  const claims = [{ path: ['x'], intent_to_retain: true }]
  const query = { credentials: [queryOf('a', { claims, future: { a: 1 } })], future: [] }
  expect(parseDcqlQuery(query)).toEqual({ credentials: [queryOf('a', { claims: [{ path: ['x'] }] })] })
})

describe('2.5.5 a path', () => {
  test.each([
    ['a string on an array', ['list', 'x']],
    ['a string on a text', ['text', 'length']],
    ['null on an object', ['object', null]],
    ['an index on an object', ['object', 0]],
    ['an index on a text', ['text', 0]],
    ['elements of which one does not fit', ['mixed', null, 'x']],
  ])('2.5.5 that does not fit the structure matches nothing: %s', (_name, path) => {
    const claims = { list: ['a'], text: 'abc', object: { x: 1 }, mixed: [{ x: 1 }, 'b'] }
    expect(answers(asks(path), claims)).toBe(false)
  })

  test.each([[-1], [1.5], [true], [{}], [undefined]])(
    '2.5.5 with the component %s is refused',
    (component) => {
      refuses({ credentials: [asks(['list', component])] })
    },
  )

  test('2.5.5 drops elements without the member or the index, and matches while one is left', () => {
    const claims = { list: [{ x: 1 }, { y: 2 }], lists: [[1], [1, 2]] }
    expect(answers(asks(['list', null, 'y']), claims)).toBe(true)
    expect(answers(asks(['lists', null, 1]), claims)).toBe(true)
    expect(answers(asks(['list', null, 'z']), claims)).toBe(false)
    expect(answers(asks(['lists', null, 2]), claims)).toBe(false)
  })
})

test('2.5.6 null selects all elements, and those of an empty array are no match', () => {
  const path = ['nationalities', null]
  expect(answers(asks(path), { nationalities: ['ID'] })).toBe(true)
  expect(answers(asks(path), { nationalities: [] })).toBe(false)
  expect(answers(asks(['nationalities']), { nationalities: [] })).toBe(true)
})

test('2.5.7 "0" is a name and never an index', () => {
  expect(answers(asks(['list', '0']), { list: ['x'] })).toBe(false)
  expect(answers(asks(['list', 0]), { list: ['x'] })).toBe(true)
  expect(answers(asks(['object', '0']), { object: { 0: 'x' } })).toBe(true)
  expect(answers(asks(['object', 0]), { object: { 0: 'x' } })).toBe(false)
})

test('2.5.8 a path on a W3C credential starts at its root', () => {
  const meta = { type_values: [['a']] }
  const claims = { credentialSubject: { name: 'Ina' } }
  const query = (path: string[]) => ({ ...asks(path), format: 'vc+sd-jwt', meta })
  const w3c = { format: 'vc+sd-jwt' } as const
  expect(answers(query(['credentialSubject', 'name']), claims, w3c)).toBe(true)
  expect(answers(query(['name']), claims, w3c)).toBe(false)
})

test('2.5.9 values are the same in type and case, in the wallet and again at the verifier', () => {
  const claims = { name: 'Ina', level: 1, resident: true, list: ['ID', 'TL'] }
  const same: [unknown[], unknown[]][] = [
    [['name'], ['Ina']],
    [['level'], [2, 1]],
    [['resident'], [true]],
    [['list', null], ['TL']],
    [['list', 1], ['TL']],
  ]
  for (const [path, values] of same) expect(answers(asks(path, values), claims)).toBe(true)
  const other: [unknown[], unknown[]][] = [
    [['name'], ['ina']],
    [['name'], ['Ina ']],
    [['level'], ['1']],
    [['level'], [true]],
    [['resident'], ['true']],
    [['resident'], [1]],
    [['list'], ['ID']],
    [['list', 0], ['TL']],
  ]
  for (const [path, values] of other) expect(answers(asks(path, values), claims)).toBe(false)
})

test('2.5.10 all listed claims, or no credential', () => {
  const query = queryOf('a', { claims: [{ path: ['x'] }, { path: ['y'] }] })
  expect(answers(query, { x: 1, y: 2 })).toBe(true)
  expect(answers(query, { x: 1 })).toBe(false)
})

test('2.5.11 of claim_sets the first that can be met, and nothing beyond it', () => {
  const query = read(queryOf('a', { claims: claimIds, claim_sets: [['x', 'y'], ['z'], ['y']] }))
  const disclosed = (claims: JsonObject) => offersOf(query, [credentialOf('a', claims)])[0]?.a?.[0]?.disclose
  expect(disclosed({ x: 1, y: 2, z: 3 })).toEqual([['x'], ['y']])
  expect(disclosed({ y: 2, z: 3 })).toEqual([['z']])
  expect(disclosed({ y: 2 })).toEqual([['y']])
  expect(disclosed({ x: 1 })).toBeUndefined()
})

describe('2.5.12 to 2.5.15 sets of credentials', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => credentialOf(id))
  const queries = ['a', 'b', 'c'].map((id) => queryOf(id))
  const held = (...credentials: (typeof a)[]) => credentials.filter((one) => one !== undefined)
  const offered = (query: ReturnType<typeof read>, ...credentials: (typeof a)[]) =>
    offersOf(query, held(...credentials)).map((selection) => Object.keys(selection).sort().join(''))
  const judged = (query: ReturnType<typeof read>, ...ids: string[]) =>
    checkDcqlResponse(query, Object.fromEntries(ids.map((id) => [id, [credentialOf(id)]]))).state

  test('2.5.12 without credential_sets every query is required', () => {
    const query = read(...queries)
    expect(offered(query, a, b, c)).toEqual(['abc'])
    expect(offered(query, a, b)).toEqual([])
    expect(judged(query, 'a', 'b', 'c')).toBe('passed')
    expect(judged(query, 'a', 'b')).toBe('failed')
  })

  test('2.5.13 a set is required by default, and an optional one that is not met leaves no entry', () => {
    const query = readWithSets([{ options: [['a']] }, { options: [['b']], required: false }], ...queries)
    expect(offersOf(query, held(a))).toEqual([{ a: [{ credentialId: '0', disclose: [] }] }])
    expect(offered(query, b)).toEqual([])
    expect(offered(query, a, b)).toEqual(['a', 'ab'])
    expect(judged(query, 'a')).toBe('passed')
    expect(judged(query, 'a', 'b')).toBe('passed')
    expect(judged(query, 'b')).toBe('failed')
    expect(checkDcqlResponse(query, { a: held(a), b: [] }).state).toBe('failed')
  })

  test('2.5.14 an option needs all its members', () => {
    const query = readWithSets([{ options: [['a', 'b'], ['c']] }], ...queries)
    expect(offered(query, a, c)).toEqual(['c'])
    expect(offered(query, a, b, c)).toEqual(['ab', 'c'])
    expect(judged(query, 'a', 'b')).toBe('passed')
    expect(judged(query, 'a')).toBe('failed')
    // Two alternatives of one set are not what was asked for.
    expect(judged(query, 'a', 'b', 'c')).toBe('failed')
  })

  test('2.5.15 with one required set missing nothing is returned', () => {
    const query = readWithSets([{ options: [['a']] }, { options: [['b'], ['c']] }], ...queries)
    expect(offered(query, a)).toEqual([])
    expect(offered(query, b, c)).toEqual([])
    expect(offered(query, a, c)).toEqual(['ac'])
    expect(judged(query, 'a')).toBe('failed')
    expect(judged(query, 'a', 'c')).toBe('passed')
  })
})

describe('2.5.16 defaults', () => {
  test('2.5.16 one credential answers a query unless it says multiple', () => {
    const two = [credentialOf('a'), credentialOf('a')]
    for (const more of [{}, { multiple: false }]) {
      const query = read(queryOf('a', more))
      expect(offersOf(query, two).map(({ a = [] }) => a.length)).toEqual([1, 1])
      expect(checkDcqlResponse(query, { a: two }).state).toBe('failed')
    }
    const query = read(queryOf('a', { multiple: true }))
    expect(offersOf(query, two).map(({ a = [] }) => a.length)).toEqual([1, 1, 2])
    expect(checkDcqlResponse(query, { a: two }).state).toBe('passed')
  })

  test('2.5.16 a credential without holder key matches only where holder binding is waived', () => {
    const unbound = { holderKey: undefined }
    expect(answers(queryOf('a'), {}, unbound)).toBe(false)
    expect(answers(queryOf('a', { require_cryptographic_holder_binding: true }), {}, unbound)).toBe(false)
    expect(answers(queryOf('a', { require_cryptographic_holder_binding: false }), {}, unbound)).toBe(true)
    refuses({ credentials: [queryOf('a', { require_cryptographic_holder_binding: 0 })] })
  })
})

test('2.5.17 a vct is the same text or another type', () => {
  const query = (vct: string) => queryOf('a', { meta: { vct_values: [vct] } })
  const type = 'https://issuer.example/vct/ktp/1'
  expect(answers(query(type), {}, { types: [type] })).toBe(true)
  for (const other of [`${type}/`, type.slice(0, -1), type.toUpperCase(), 'https://issuer.example/vct/ktp'])
    expect(answers(query(other), {}, { types: [type] })).toBe(false)
})

test('2.5.18 aki is the key identifier in any certificate of the chain', () => {
  const keyIdentifiers = new Map([
    ['leaf', 'ofAuthority'],
    ['authority', 'ofRoot'],
  ])
  const options = {
    readAuthorityKeyIdentifiers: (x5c: readonly string[]) =>
      x5c.flatMap((one) => keyIdentifiers.get(one) ?? []),
  }
  const certified = credentialOf('a', {}, { x5c: ['leaf', 'authority'] })
  const state = (type: string, value: string, credential = certified) => {
    const query = read(queryOf('a', { trusted_authorities: [{ type, values: ['none', value] }] }))
    const [asked] = query.credentials
    const matches = asked !== undefined && matchCredential(asked, credential, options) !== undefined
    expect(checkDcqlResponse(query, { a: [credential] }, options).state).toBe(matches ? 'passed' : 'failed')
    return matches
  }
  expect(state('aki', 'ofAuthority')).toBe(true)
  expect(state('aki', 'ofRoot')).toBe(true)
  expect(state('aki', 'other')).toBe(false)
  expect(state('aki', 'ofRoot', credentialOf('a'))).toBe(false)
  expect(state('etsi_tl', 'ofRoot')).toBe(false)
  expect(state('openid_federation', 'ofRoot')).toBe(false)
})
