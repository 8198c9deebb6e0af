import {
  type ClaimPath,
  createDcSdJwtFormat,
  type JsonObject,
  type PrivateJwk,
  passed,
  requireOk,
} from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { numericDate } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { checkDcqlResponse } from './check-dcql-response.ts'
import type { DcqlClaimQuery } from './dcql-query.ts'
import { parseDcqlQuery } from './parse-dcql-query.ts'
import { selectCredentials } from './select-credentials.ts'

const issuerJwk: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 't9y5Qc-QjVv-cbJfYBw0hD2oIDzzXOdFt58Xw0iaiSg',
  y: '7hd9-TiPQBf5U90lS-uItrOoy2QcU-wN5z1nRH-uvdc',
  d: 'Wf0_-KG4p09l3Yz4IqJ3gKUwywjqhk1E1-pRRg1gQ8s',
}
const holderJwk: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'ja4ye1yJsdgXTY1LRha3bqvGowBo_UmiCOa0szZgUGM',
  y: 'k0EUEr1GnbtEvsfgmnnRqbIXsGXXdm0gHh8EmI2VnJA',
  d: 'TJCOSVadHnroEHieUjLIiXwA0CabKWVUFt25Pr3pA78',
}

const vct = 'https://issuer.example/vct/ktp/1'
const audience = 'decentralized_identifier:did:jwk:hotel'
const nonce = 'n-0S6_WzA2Mj'
const now = new Date('2026-05-01T00:00:00Z')
const format = createDcSdJwtFormat()

const person: JsonObject = {
  name: 'Ina Contoh',
  address: { street: 'Jalan Contoh 1', regency: 'Kota Kupang' },
  age_equal_or_over: { 17: true, 18: true },
  nationalities: ['ID', 'TL'],
}
const disclosable: ClaimPath[] = [
  ['name'],
  ['address', 'street'],
  ['address', 'regency'],
  ['age_equal_or_over', '17'],
  ['age_equal_or_over', '18'],
  ['nationalities', 0],
  ['nationalities', 1],
]

/** Issues a credential, answers a query with it and judges the answer as a verifier does. */
async function answer(claims: readonly DcqlClaimQuery[] | undefined) {
  const issuer = await didJwkSigner(issuerJwk)
  const holder = await didJwkSigner(holderJwk)
  const iss = issuer.keyId.slice(0, -2)
  const { d: _, ...jwk } = holderJwk
  const times = { iat: numericDate(now), exp: numericDate(now) + 3600 }
  const payload = { iss, vct, cnf: { jwk: { ...jwk } }, ...times, ...person }
  const text = await format.issue({ signer: issuer, payload, disclosable })

  const query = parseDcqlQuery({
    credentials: [{ id: 'ktp', format: 'dc+sd-jwt', meta: { vct_values: [vct] }, ...(claims && { claims }) }],
  })
  const [selection] = selectCredentials(query, [{ id: 'one', credential: await format.parse(text) }])
  const disclose = selection?.ktp?.[0]?.disclose ?? []
  const presentation = await format.present({
    credential: text,
    disclose,
    signer: holder,
    audience,
    nonce,
    now,
  })

  const verdict = await format.verify(presentation, {
    expectedIssuers: [
      { issuer: iss, types: [vct], jwks: { keys: [{ ...issuer.publicJwk, kid: issuer.keyId }] } },
    ],
    expectedTypes: [vct],
    expectedKeyBinding: { expectedNonce: nonce, expectedAudience: audience },
    checkStatus: async () => passed('status', 'Token Status List section 8.3'),
    now,
  })
  const credential = requireOk(verdict)
  return { disclosed: credential.claims, check: checkDcqlResponse(query, { ktp: [credential] }) }
}

test.each<[string, DcqlClaimQuery[] | undefined, JsonObject]>([
  ['no claims', undefined, { address: {}, age_equal_or_over: {}, nationalities: [] }],
  [
    'one claim',
    [{ path: ['name'] }],
    { name: 'Ina Contoh', address: {}, age_equal_or_over: {}, nationalities: [] },
  ],
  [
    'a claim within another',
    [{ path: ['age_equal_or_over', '18'], values: [true] }],
    { address: {}, age_equal_or_over: { 18: true }, nationalities: [] },
  ],
  [
    'an element of a list',
    [{ path: ['nationalities', 0] }],
    { address: {}, age_equal_or_over: {}, nationalities: ['ID'] },
  ],
  [
    'a later element of a list',
    [{ path: ['nationalities', 1], values: ['TL'] }],
    { address: {}, age_equal_or_over: {}, nationalities: ['TL'] },
  ],
  [
    'all elements of a list',
    [{ path: ['nationalities', null], values: ['TL'] }],
    { address: {}, age_equal_or_over: {}, nationalities: ['ID', 'TL'] },
  ],
  [
    'all of an object',
    [{ path: ['address'] }],
    { address: person.address, age_equal_or_over: {}, nationalities: [] },
  ],
])('a query for %s discloses exactly that', async (_name, claims, expected) => {
  const { disclosed, check } = await answer(claims)
  const { iss: _iss, vct: _vct, cnf: _cnf, iat: _iat, exp: _exp, ...rest } = disclosed
  expect(rest).toEqual(expected)
  expect(check.state).toBe('passed')
})
