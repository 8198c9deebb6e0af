import { MalformedError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { parseDcqlQuery } from './parse-dcql-query.ts'

/** A member that is undefined here is absent in JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const sdJwt = { id: 'pid', format: 'dc+sd-jwt', meta: { vct_values: ['https://issuer.example/vct/ktp/1'] } }
const w3c = { id: 'vc', format: 'vc+sd-jwt', meta: { type_values: [['https://issuer.example/vct/ktp/1']] } }

const sound: [string, object][] = [
  ['a dc+sd-jwt query', { credentials: [sdJwt] }],
  ['a vc+sd-jwt query', { credentials: [w3c] }],
  ['a jwt_vc_json query', { credentials: [{ ...w3c, format: 'jwt_vc_json' }] }],
  [
    'a query of a format that is not implemented',
    { credentials: [{ id: 'm', format: 'mso_mdoc', meta: { doctype_value: 'a' } }] },
  ],
  [
    'claims of every kind of path',
    {
      credentials: [
        { ...sdJwt, claims: [{ path: ['a', 0, null, '0'] }, { path: ['b'], values: ['x', 1, true] }] },
      ],
    },
  ],
  [
    'claim sets',
    {
      credentials: [
        {
          ...sdJwt,
          claims: [
            { id: 'a', path: ['a'] },
            { id: 'b', path: ['b'] },
          ],
          claim_sets: [['a', 'b'], ['a']],
        },
      ],
    },
  ],
  [
    'credential sets',
    {
      credentials: [sdJwt, w3c],
      credential_sets: [{ options: [['pid'], ['vc']] }, { options: [['vc']], required: false }],
    },
  ],
  ['the flags', { credentials: [{ ...sdJwt, multiple: true, require_cryptographic_holder_binding: false }] }],
  [
    'trusted authorities',
    { credentials: [{ ...sdJwt, trusted_authorities: [{ type: 'aki', values: ['s9tIpP'] }] }] },
  ],
]

test.each(sound)('%s is read as it is', (_name, query) => {
  expect(parseDcqlQuery(query)).toEqual(query)
})

test('unknown members are dropped at every level', () => {
  const claims = [{ path: ['a'], extra: 1 }]
  expect(parseDcqlQuery({ credentials: [{ ...sdJwt, claims, purpose: 'x' }], foo: 1 })).toEqual({
    credentials: [{ ...sdJwt, claims: [{ path: ['a'] }] }],
  })
})

const one = (change: object) => ({ credentials: [{ ...sdJwt, ...change }] })
const claimIds = [{ id: 'a', path: ['a'] }]

const unsound: [string, unknown][] = [
  ['no object', 'text'],
  ['an array', []],
  ['no credentials', {}],
  ['empty credentials', { credentials: [] }],
  ['a query that is an array', { credentials: [[]] }],
  ['no id', one({ id: undefined })],
  ['an empty id', one({ id: '' })],
  ['an id with other characters', one({ id: 'a.b' })],
  ['an id with a line break', one({ id: 'a\n' })],
  ['ids that repeat', { credentials: [sdJwt, sdJwt] }],
  ['no format', one({ format: undefined })],
  ['no meta', one({ meta: undefined })],
  ['no vct_values', one({ meta: {} })],
  ['empty vct_values', one({ meta: { vct_values: [] } })],
  ['vct_values of numbers', one({ meta: { vct_values: [1] } })],
  ['vct_values as text', one({ meta: { vct_values: 'a' } })],
  ['type_values for dc+sd-jwt', one({ meta: w3c.meta })],
  ['vct_values for vc+sd-jwt', { credentials: [{ ...w3c, meta: sdJwt.meta }] }],
  ['empty type_values', { credentials: [{ ...w3c, meta: { type_values: [] } }] }],
  ['an empty set of types', { credentials: [{ ...w3c, meta: { type_values: [[]] } }] }],
  ['type_values that are not arrays', { credentials: [{ ...w3c, meta: { type_values: ['a'] } }] }],
  ['empty claims', one({ claims: [] })],
  ['a claim without path', one({ claims: [{ id: 'a' }] })],
  ['an empty path', one({ claims: [{ path: [] }] })],
  ['a path that is text', one({ claims: [{ path: 'a' }] })],
  ['a negative index', one({ claims: [{ path: ['a', -1] }] })],
  ['a fractional index', one({ claims: [{ path: ['a', 1.5] }] })],
  ['a boolean component', one({ claims: [{ path: [true] }] })],
  ['an object component', one({ claims: [{ path: [{}] }] })],
  ['empty values', one({ claims: [{ path: ['a'], values: [] }] })],
  ['values that are objects', one({ claims: [{ path: ['a'], values: [{}] }] })],
  ['values that are null', one({ claims: [{ path: ['a'], values: [null] }] })],
  ['claim ids that repeat', one({ claims: [...claimIds, ...claimIds] })],
  ['claim sets without claims', one({ claim_sets: [['a']] })],
  [
    'claim sets beside a claim without id',
    one({ claims: [...claimIds, { path: ['b'] }], claim_sets: [['a']] }),
  ],
  ['a claim set of an unknown claim', one({ claims: claimIds, claim_sets: [['b']] })],
  ['empty claim sets', one({ claims: claimIds, claim_sets: [] })],
  ['an empty claim set', one({ claims: claimIds, claim_sets: [[]] })],
  ['empty credential sets', { credentials: [sdJwt], credential_sets: [] }],
  ['a credential set without options', { credentials: [sdJwt], credential_sets: [{}] }],
  ['empty options', { credentials: [sdJwt], credential_sets: [{ options: [] }] }],
  ['an empty option', { credentials: [sdJwt], credential_sets: [{ options: [[]] }] }],
  ['an option of an unknown query', { credentials: [sdJwt], credential_sets: [{ options: [['other']] }] }],
  [
    'an option that names a query twice',
    { credentials: [sdJwt], credential_sets: [{ options: [['pid', 'pid']] }] },
  ],
  ['a flag that is text', one({ multiple: 'true' })],
  ['empty trusted authorities', one({ trusted_authorities: [] })],
  ['a trusted authority without values', one({ trusted_authorities: [{ type: 'aki', values: [] }] })],
  ['33 queries', { credentials: Array.from({ length: 33 }, (_, index) => ({ ...sdJwt, id: `q${index}` })) }],
]

test.each(unsound)('%s is refused', (_name, query) => {
  expect(() => parseDcqlQuery(asJson(query))).toThrow(MalformedError)
  expect(() => parseDcqlQuery(asJson(query))).toThrow(expect.objectContaining({ code: 'dcql_malformed' }))
})
