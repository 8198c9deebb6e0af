import type { PublicJwk } from '@lontar/credentials'
import { expect, test } from 'vitest'
import type { DcqlClaimQuery, DcqlCredentialQuery } from './dcql-query.ts'
import { matchCredential, type QueriedCredential } from './match-credential.ts'

const vct = 'https://issuer.example/vct/ktp/1'
const holderKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const satisfies PublicJwk

const credential: QueriedCredential = {
  format: 'dc+sd-jwt',
  types: [vct],
  holderKey,
  claims: {
    name: 'Ina Contoh',
    level: 1,
    resident: true,
    age_equal_or_over: { 18: true },
    nationalities: ['ID', 'TL'],
    nothing: null,
  },
}

const query: DcqlCredentialQuery = { id: 'q', format: 'dc+sd-jwt', meta: { vct_values: ['other', vct] } }
const withClaims = (...claims: DcqlClaimQuery[]): DcqlCredentialQuery => ({ ...query, claims })

test('without claims nothing is disclosed', () => {
  expect(matchCredential(query, credential)).toEqual({ claims: [] })
})

test('exactly the listed claims are disclosed, in their order', () => {
  const asked = withClaims({ path: ['resident'] }, { path: ['age_equal_or_over', '18'] })
  expect(matchCredential(asked, credential)).toEqual({ claims: [['resident'], ['age_equal_or_over', '18']] })
})

test('one missing claim is no match', () => {
  expect(matchCredential(withClaims({ path: ['name'] }, { path: ['missing'] }), credential)).toBeUndefined()
})

test.each([
  [['name'], ['Other', 'Ina Contoh']],
  [['level'], [1]],
  [['resident'], [true]],
  [['nationalities', null], ['TL']],
  [['nationalities', 0], ['ID']],
])('%j matches one of %j', (path, values) => {
  expect(matchCredential(withClaims({ path, values }), credential)).toEqual({ claims: [path] })
})

test.each([
  [['name'], ['ina contoh']],
  [['name'], ['Ina Contoh ']],
  [['level'], ['1']],
  [['level'], [true]],
  [['resident'], ['true']],
  [['resident'], [1]],
  [['nothing'], ['null']],
  [['nationalities', null], ['MY']],
  [['nationalities'], ['ID']],
])('%j does not match %j: type and value count', (path, values) => {
  expect(matchCredential(withClaims({ path, values }), credential)).toBeUndefined()
})

test('the first claim set that can be met is disclosed and nothing beyond it', () => {
  const claims = [
    { id: 'a', path: ['missing'] },
    { id: 'b', path: ['level'] },
    { id: 'c', path: ['name'] },
  ]
  const sets = (...claim_sets: string[][]) => matchCredential({ ...query, claims, claim_sets }, credential)
  expect(sets(['a', 'c'], ['b'], ['c'])).toEqual({ claims: [['level']] })
  expect(sets(['c', 'b'], ['b'])).toEqual({ claims: [['name'], ['level']] })
  expect(sets(['a'])).toBeUndefined()
})

test('another format does not match', () => {
  expect(matchCredential({ ...query, format: 'vc+sd-jwt' }, credential)).toBeUndefined()
  expect(matchCredential(query, { ...credential, format: 'vc+sd-jwt' })).toBeUndefined()
})

test('the vct is compared as a whole', () => {
  expect(
    matchCredential({ ...query, meta: { vct_values: ['https://issuer.example/vct/ktp'] } }, credential),
  ).toBeUndefined()
})

const w3c = {
  ...credential,
  format: 'vc+sd-jwt',
  types: ['https://a.example/A', 'https://a.example/B'],
} as const
const typed = (...type_values: string[][]): DcqlCredentialQuery => ({
  id: 'q',
  format: 'vc+sd-jwt',
  meta: { type_values },
})

test.each([
  [[['https://a.example/A']]],
  [[['https://a.example/B', 'https://a.example/A']]],
  [[['https://a.example/C'], ['https://a.example/B']]],
  [[['https://www.w3.org/2018/credentials#VerifiableCredential', 'https://a.example/A']]],
])('the types %j match', (sets) => {
  expect(matchCredential(typed(...sets), w3c)).toEqual({ claims: [] })
})

test.each([
  [[['https://a.example/C']]],
  [[['https://a.example/A', 'https://a.example/C']]],
  [[['A']]],
  [[[]]],
  [[]],
])('the types %j do not match', (sets) => {
  expect(matchCredential(typed(...sets), w3c)).toBeUndefined()
})

test('a credential without holder key matches only where holder binding is waived', () => {
  const unbound = { ...credential, holderKey: undefined }
  expect(matchCredential(query, unbound)).toBeUndefined()
  expect(matchCredential({ ...query, require_cryptographic_holder_binding: true }, unbound)).toBeUndefined()
  expect(matchCredential({ ...query, require_cryptographic_holder_binding: false }, unbound)).toEqual({
    claims: [],
  })
})

test('a query of a format that is not implemented matches nothing', () => {
  expect(
    matchCredential({ id: 'q', format: 'mso_mdoc', meta: { doctype_value: vct } }, credential),
  ).toBeUndefined()
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'the name %s is a name like any other',
  (name) => {
    expect(matchCredential(withClaims({ path: [name] }), credential)).toBeUndefined()
    const claims = JSON.parse(`{"${name}": "x"}`)
    expect(matchCredential(withClaims({ path: [name] }), { ...credential, claims })).toEqual({
      claims: [[name]],
    })
  },
)
