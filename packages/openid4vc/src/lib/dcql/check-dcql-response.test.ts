import type { PublicJwk, VerifiedCredential } from '@lontar/credentials'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDcqlResponse } from './check-dcql-response.ts'
import type { DcqlQuery } from './dcql-query.ts'

const holderKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const satisfies PublicJwk

function presented(
  type: string,
  claims = {},
  format: VerifiedCredential['format'] = 'dc+sd-jwt',
): VerifiedCredential {
  return {
    verified: true,
    format,
    text: '',
    issuer: 'https://issuer.example',
    keyId: undefined,
    x5c: undefined,
    types: [type],
    claims,
    disclosable: [],
    issuedIndices: [],
    holderKey,
    issuedAt: undefined,
    expiresAt: undefined,
    status: undefined,
    credentialStatus: [],
  }
}

const asks = (id: string, more = {}) => ({ id, format: 'dc+sd-jwt', meta: { vct_values: [id] }, ...more })
const state = (query: DcqlQuery, answer: Record<string, VerifiedCredential[]>) =>
  checkDcqlResponse(query, answer).state

const hotel: DcqlQuery = {
  credentials: [
    asks('a', { claims: [{ path: ['name'] }, { path: ['age_equal_or_over', '18'], values: [true] }] }),
  ],
}
const guest = { name: 'Ina Contoh', age_equal_or_over: { 18: true } }

test('an answer with everything that was asked passes', () => {
  expect(checkDcqlResponse(hotel, { a: [presented('a', guest)] })).toMatchObject({
    id: 'query',
    state: 'passed',
  })
})

test('claims that were not asked for do not break it', () => {
  expect(state(hotel, { a: [presented('a', { ...guest, iat: 1, extra: 'x' })] })).toBe('passed')
})

test.each<[string, Record<string, VerifiedCredential[]>]>([
  ['nothing', {}],
  ['an empty entry', { a: [] }],
  ['an unknown id alone', { z: [presented('a', guest)] }],
  ['an unknown id beside the right one', { a: [presented('a', guest)], z: [presented('a', guest)] }],
  ['a missing claim', { a: [presented('a', { name: 'Ina Contoh' })] }],
  ['another value', { a: [presented('a', { ...guest, age_equal_or_over: { 18: false } })] }],
  ['a value of another type', { a: [presented('a', { ...guest, age_equal_or_over: { 18: 'true' } })] }],
  ['another type', { a: [presented('b', guest)] }],
  ['another format', { a: [presented('a', guest, 'vc+sd-jwt')] }],
  ['two credentials', { a: [presented('a', guest), presented('a', guest)] }],
  ['no holder key', { a: [{ ...presented('a', guest), holderKey: undefined }] }],
  ['an inherited name', { toString: [presented('a', guest)] }],
])('%s fails with dcql_not_satisfied', (_name, answer) => {
  expect(checkDcqlResponse(hotel, answer)).toMatchObject({
    id: 'query',
    state: 'failed',
    code: 'dcql_not_satisfied',
  })
})

test('several credentials pass where multiple is asked, if each of them fits', () => {
  const query = { credentials: [asks('a', { multiple: true })] }
  expect(state(query, { a: [presented('a'), presented('a')] })).toBe('passed')
  expect(state(query, { a: [presented('a'), presented('b')] })).toBe('failed')
})

test('without sets every query has to be answered', () => {
  const query = { credentials: [asks('a'), asks('b')] }
  expect(state(query, { a: [presented('a')], b: [presented('b')] })).toBe('passed')
  expect(state(query, { a: [presented('a')] })).toBe('failed')
})

const alternatives: DcqlQuery = {
  credentials: [asks('a'), asks('b'), asks('c'), asks('d'), asks('e')],
  credential_sets: [{ options: [['a'], ['b', 'c']] }, { options: [['d']], required: false }],
}
const answer = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, [presented(id)]]))

test.each([[['a']], [['b', 'c']], [['a', 'd']], [['d', 'c', 'b']]])('%j answers the sets', (ids) => {
  expect(state(alternatives, answer(...ids))).toBe('passed')
})

test.each([
  ['half an option', ['b']],
  ['the optional set alone', ['d']],
  ['two alternatives', ['a', 'b', 'c']],
  ['an alternative and half of another', ['a', 'b']],
  ['a query that no set names', ['a', 'e']],
])('%s does not answer the sets', (_name, ids) => {
  expect(state(alternatives, answer(...ids))).toBe('failed')
})

test('options of two sets may overlap', () => {
  const query: DcqlQuery = {
    credentials: [asks('a'), asks('b')],
    credential_sets: [{ options: [['a'], ['b']] }, { options: [['b'], ['a']] }],
  }
  expect(state(query, answer('a'))).toBe('passed')
  expect(state(query, answer('a', 'b'))).toBe('passed')
})

test('sets that are all optional do not allow an empty answer', () => {
  const query: DcqlQuery = {
    credentials: [asks('a')],
    credential_sets: [{ options: [['a']], required: false }],
  }
  expect(state(query, {})).toBe('failed')
  expect(state(query, answer('a'))).toBe('passed')
})

test('the check holds no claim value', () => {
  const failure = checkDcqlResponse(hotel, { a: [presented('a', { name: 'MARK-5399' })] })
  expect(JSON.stringify(failure)).not.toContain('MARK-5399')
})

test('of random queries every answer in full passes and every answer that was altered fails', () => {
  const claims = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    {
      minKeys: 1,
      maxKeys: 6,
    },
  )
  const queries = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), claims, { minKeys: 1, maxKeys: 4 })
  fc.assert(
    fc.property(queries, fc.nat(), fc.nat(), (wanted, firstPick, secondPick) => {
      const entries = Object.entries(wanted)
      const query: DcqlQuery = {
        credentials: entries.map(([id, values]) =>
          asks(id, {
            claims: Object.entries(values).map(([key, value]) => ({ path: [key], values: [value] })),
          }),
        ),
      }
      const full = Object.fromEntries(entries.map(([id, values]) => [id, [presented(id, values)]]))
      expect(state(query, full)).toBe('passed')

      const [id, values] = entries[firstPick % entries.length] ?? ['', {}]
      const keys = Object.keys(values)
      const key = keys[secondPick % keys.length] ?? ''
      const { [key]: _claim, ...withoutClaim } = values
      const { [id]: _entry, ...withoutEntry } = full
      const altered = [
        withoutEntry,
        { ...withoutEntry, [`${id}-other`]: [presented(id, values)] },
        { ...full, [`${id}-other`]: [presented(id, values)] },
        { ...full, [id]: [presented(id, withoutClaim)] },
        { ...full, [id]: [presented(id, { ...values, [key]: [values[key]] })] },
        { ...full, [id]: [presented(id, { ...values, [key]: `${values[key]}?` })] },
        { ...full, [id]: [presented(`${id}-other`, values)] },
        { ...full, [id]: [presented(id, values, 'vc+sd-jwt')] },
        { ...full, [id]: [presented(id, values), presented(id, values)] },
      ]
      for (const answer of altered) expect(state(query, answer)).toBe('failed')
    }),
    { seed: 5399, numRuns: 1000 },
  )
})
