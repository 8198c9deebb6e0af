import type { JsonObject, PrivateJwk, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import { createLocalSigner, parseJws, signJws } from '@lontar/credentials/jose'
import { beforeAll, expect, test } from 'vitest'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import { createRequestObject } from './create-request-object.ts'
import { parseRequestObject } from './parse-request-object.ts'
import { verifyRequestObject } from './verify-request-object.ts'

const verifierJwk: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 't9y5Qc-QjVv-cbJfYBw0hD2oIDzzXOdFt58Xw0iaiSg',
  y: '7hd9-TiPQBf5U90lS-uItrOoy2QcU-wN5z1nRH-uvdc',
  d: 'Wf0_-KG4p09l3Yz4IqJ3gKUwywjqhk1E1-pRRg1gQ8s',
}
const otherJwk: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'ja4ye1yJsdgXTY1LRha3bqvGowBo_UmiCOa0szZgUGM',
  y: 'k0EUEr1GnbtEvsfgmnnRqbIXsGXXdm0gHh8EmI2VnJA',
  d: 'TJCOSVadHnroEHieUjLIiXwA0CabKWVUFt25Pr3pA78',
}

let signer: Signer
let other: Signer
let clientId: string

beforeAll(async () => {
  signer = await didJwkSigner(verifierJwk)
  other = await didJwkSigner(otherJwk)
  clientId = `decentralized_identifier:${signer.keyId.slice(0, -2)}`
})

const dcqlQuery: DcqlQuery = {
  credentials: [
    {
      id: 'vc',
      format: 'vc+sd-jwt',
      meta: { type_values: [['https://issuer.example/vct/ktp/1']] },
      claims: [{ path: ['credentialSubject', 'name'] }],
    },
    {
      id: 'sd',
      format: 'dc+sd-jwt',
      meta: { vct_values: ['https://issuer.example/vct/ktp/1'] },
      claims: [{ path: ['name'] }],
    },
  ],
  credential_sets: [{ options: [['vc'], ['sd']] }],
}
const ask = {
  service: 'hotel_wni',
  purpose: { id: 'Mencatat tamu', en: 'Register the guest' },
  legal_basis: 'legal_duty',
  retention_days: 30,
}

const nonce = 'n-0S6_WzA2Mj.~AAAAAAAAAA'
const state = 'af0ifjsldkjAAAAAAAAAAAAA'
const responseUri = 'https://hotel.example/lontar/response'
const now = new Date('2026-05-01T00:00:00Z')
const iat = now.getTime() / 1000

async function create(change: Partial<Parameters<typeof createRequestObject>[0]> = {}): Promise<string> {
  const clientMetadata = { client_name: 'Hotel Kelimutu' }
  const times = { issuedAt: now, expiresAt: new Date(now.getTime() + 300_000) }
  return createRequestObject({
    signer,
    clientId,
    responseUri,
    nonce,
    state,
    dcqlQuery,
    clientMetadata,
    ask,
    ...times,
    ...change,
  })
}

/** A request object with other members or header parameters, or of another signer. */
async function request(change: JsonObject = {}, header: JsonObject = {}, by = signer): Promise<string> {
  const { payload } = parseJws(await create())
  return signJws({
    header: { typ: 'oauth-authz-req+jwt', ...header },
    payload: { ...payload, ...change },
    signer: by,
  })
}

const verify = (jwt: string, change = {}) =>
  verifyRequestObject(jwt, { expectedClientId: clientId, now, ...change })

test('what is built is what verifies', async () => {
  expect(await verify(await create())).toEqual({
    verified: true,
    clientId,
    responseMode: 'direct_post',
    responseUri,
    nonce,
    state,
    dcqlQuery,
    clientName: 'Hotel Kelimutu',
    ask,
    expiresAt: new Date(now.getTime() + 300_000),
    clientIdKind: 'decentralized_identifier',
    vouched: false,
  })
})

test('a request object has the header and members of the specification', async () => {
  const algorithms = ['ES256', 'ES384', 'ES256K', 'EdDSA']
  const { header, payload } = parseJws(await create())
  expect(header).toEqual({ alg: 'ES256', typ: 'oauth-authz-req+jwt', kid: signer.keyId })
  expect(payload).toEqual({
    aud: 'https://self-issued.me/v2',
    client_id: clientId,
    response_type: 'vp_token',
    response_mode: 'direct_post',
    response_uri: responseUri,
    nonce,
    state,
    iat,
    exp: iat + 300,
    dcql_query: dcqlQuery,
    client_metadata: {
      client_name: 'Hotel Kelimutu',
      vp_formats_supported: {
        'vc+sd-jwt': { 'sd-jwt_alg_values': algorithms, 'kb-jwt_alg_values': algorithms },
        'dc+sd-jwt': { 'sd-jwt_alg_values': algorithms, 'kb-jwt_alg_values': algorithms },
      },
    },
    lontar_ask: ask,
  })
})

test('a request that asks for JWT credentials says which algorithms it takes for them', async () => {
  const credentials = (['vc+jwt', 'jwt_vc_json'] as const).map((format, index) => ({
    id: `q${index}`,
    format,
    meta: { type_values: [['https://issuer.example/vct/ktp-proof/1']] },
  }))
  const { payload } = parseJws(await create({ dcqlQuery: { credentials } }))
  const taken = { alg_values: ['ES256', 'ES384', 'ES256K', 'EdDSA'] }
  expect(payload.client_metadata).toMatchObject({
    vp_formats_supported: { 'vc+sd-jwt': {}, 'dc+sd-jwt': {}, 'vc+jwt': taken, jwt_vc_json: taken },
  })
})

test('parsing believes nothing', async () => {
  expect(parseRequestObject(await create())).toMatchObject({ verified: false, clientId, keyId: signer.keyId })
})

test('iss and unknown members are ignored', async () => {
  expect(await verify(await request({ iss: 'https://evil.example', unknown: 1 }))).toMatchObject({
    clientId,
    nonce,
  })
})

test('a request of a foreign verifier without state, time, name, aud and ask is read', async () => {
  const jwt = await request({
    state: undefined,
    iat: undefined,
    exp: undefined,
    client_metadata: undefined,
    aud: undefined,
    lontar_ask: undefined,
  })
  expect(await verify(jwt)).toEqual({
    verified: true,
    clientId,
    responseMode: 'direct_post',
    responseUri,
    nonce,
    state: undefined,
    dcqlQuery,
    clientIdKind: 'decentralized_identifier',
    vouched: false,
  })
})

test.each<[string, JsonObject, string]>([
  ['no client_id', { client_id: undefined }, 'authorization_request_malformed'],
  ['no nonce', { nonce: undefined }, 'authorization_request_malformed'],
  ['an empty nonce', { nonce: '' }, 'authorization_request_malformed'],
  ['a nonce that is a list', { nonce: [nonce] }, 'authorization_request_malformed'],
  ['a nonce of other characters', { nonce: 'a b' }, 'authorization_request_malformed'],
  ['a nonce with a line break', { nonce: 'ab\n' }, 'authorization_request_malformed'],
  ['a state of other characters', { state: 'a&b' }, 'authorization_request_malformed'],
  ['a state that is an object', { state: {} }, 'authorization_request_malformed'],
  ['no response_uri', { response_uri: undefined }, 'authorization_request_malformed'],
  ['an http response_uri', { response_uri: 'http://hotel.example/r' }, 'authorization_request_malformed'],
  [
    'a redirect_uri beside the response_uri',
    { redirect_uri: 'https://hotel.example/cb' },
    'authorization_request_malformed',
  ],
  [
    'a redirect_uri instead of the response_uri',
    { redirect_uri: 'https://hotel.example/cb', response_uri: undefined },
    'authorization_request_malformed',
  ],
  [
    'no response mode, which is fragment, and no redirect_uri',
    { response_mode: undefined },
    'authorization_request_malformed',
  ],
  ['another audience', { aud: 'https://wallet.example' }, 'authorization_request_malformed'],
  ['a list as audience', { aud: ['https://self-issued.me/v2'] }, 'authorization_request_malformed'],
  ['neither query nor scope', { dcql_query: undefined }, 'authorization_request_malformed'],
  ['both query and scope', { scope: 'ktp' }, 'authorization_request_malformed'],
  ['a query that is not sound', { dcql_query: { credentials: [] } }, 'dcql_malformed'],
  ['a query as text', { dcql_query: '{}' }, 'dcql_malformed'],
  ['an end that is text', { exp: String(iat + 300) }, 'authorization_request_malformed'],
  ['a beginning that is text', { nbf: String(iat) }, 'authorization_request_malformed'],
  ['an end in milliseconds', { exp: (iat + 300) * 1000 }, 'authorization_request_malformed'],
  [
    'a name with an escape sequence',
    { client_metadata: { client_name: '\u001b[2J' } },
    'authorization_request_malformed',
  ],
  [
    'an ask without purpose',
    { lontar_ask: { ...ask, purpose: undefined } },
    'authorization_request_malformed',
  ],
  [
    'an ask with a negative retention',
    { lontar_ask: { ...ask, retention_days: -1 } },
    'authorization_request_malformed',
  ],
  [
    'an ask with a text that turns around',
    { lontar_ask: { ...ask, purpose: { id: '\u202e', en: 'a' } } },
    'authorization_request_malformed',
  ],
])('a request with %s is refused', async (_name, change, code) => {
  const jwt = await request(change)
  expect(() => parseRequestObject(jwt)).toThrow(MalformedError)
  expect(() => parseRequestObject(jwt)).toThrow(expect.objectContaining({ code }))
})

test.each<[string, JsonObject]>([
  ['scope', { dcql_query: undefined, scope: 'ktp' }],
  ['another response type', { response_type: 'vp_token id_token' }],
  ['no response type', { response_type: undefined }],
  ['an encrypted response and no key for it', { response_mode: 'direct_post.jwt' }],
  ['the Digital Credentials API', { response_mode: 'dc_api' }],
])('a request with %s is valid and not implemented', async (_name, change) => {
  const jwt = await request(change)
  expect(() => parseRequestObject(jwt)).toThrow(UnsupportedError)
  expect(() => parseRequestObject(jwt)).toThrow(
    expect.objectContaining({ code: 'authorization_request_unsupported' }),
  )
})

test.each([undefined, 'JWT', 'oauth-authz-req', 'application/oauth-authz-req+jwt', 'openid4vci-proof+jwt'])(
  'the type %s is refused',
  async (typ) => {
    const jwt = await request({}, { typ })
    await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_malformed' })
  },
)

test('a request of another verifier than the link names is refused', async () => {
  const failure = verify(await create(), {
    expectedClientId: `decentralized_identifier:${other.keyId.slice(0, -2)}`,
  })
  await expect(failure).rejects.toThrow(VerificationError)
  await expect(failure).rejects.toMatchObject({ code: 'authorization_request_client_mismatch' })
})

test('the prefix is part of the name of a verifier', async () => {
  const failure = verify(await create(), {
    expectedClientId: clientId.slice('decentralized_identifier:'.length),
  })
  await expect(failure).rejects.toMatchObject({ code: 'authorization_request_client_mismatch' })
})

async function expectSignatureInvalid(jwt: string): Promise<void> {
  await expect(verify(jwt)).rejects.toThrow(VerificationError)
  await expect(verify(jwt)).rejects.toMatchObject({ code: 'authorization_request_signature_invalid' })
}

test('a request that another key signed is refused', async () => {
  await expectSignatureInvalid(await request({}, {}, other))
})

test('a request that another key signed in the name of the verifier is refused', async () => {
  await expectSignatureInvalid(
    await request({}, {}, await createLocalSigner(otherJwk, { keyId: signer.keyId })),
  )
})

test('a key in the header is not the key of the verifier', async () => {
  const { d: _, ...jwk } = otherJwk
  await expectSignatureInvalid(await request({}, { jwk }, other))
})

test.each(['#1', '', '#'])('a kid that ends with %j is no key of the verifier', async (end) => {
  const keyId = `${signer.keyId.slice(0, -2)}${end}`
  await expectSignatureInvalid(await request({}, {}, await createLocalSigner(verifierJwk, { keyId })))
})

test('a request with one bit changed is refused', async () => {
  const [header, payload, signature = ''] = (await create()).split('.')
  await expectSignatureInvalid(
    `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
  )
})

test('a request ends at its exp', async () => {
  const jwt = await create()
  const at = (seconds: number) => ({ now: new Date(now.getTime() + seconds * 1000) })
  expect(await verify(jwt, at(299))).toMatchObject({ nonce })
  await expect(verify(jwt, at(300))).rejects.toMatchObject({ code: 'transaction_expired' })
})

test('a request without an end lasts a day', async () => {
  const day = 86_400
  for (const times of [{ iat }, { iat: undefined, nbf: iat }]) {
    const jwt = await request({ exp: undefined, ...times })
    const at = (seconds: number) => ({ now: new Date(now.getTime() + seconds * 1000) })
    expect(await verify(jwt, at(day - 1))).toMatchObject({ nonce })
    for (const seconds of [day, 900 * day]) {
      await expect(verify(jwt, at(seconds))).rejects.toMatchObject({ code: 'transaction_expired' })
    }
  }
})

test.each(['iat', 'nbf'])('a request begins at its %s, give or take a minute', async (name) => {
  expect(await verify(await request({ [name]: iat + 60 }))).toMatchObject({ nonce })
  for (const seconds of [61, 86_400, 864_000]) {
    const jwt = await request({ [name]: iat + seconds, exp: iat + 900_000 })
    await expect(verify(jwt)).rejects.toMatchObject({
      name: 'VerificationError',
      code: 'authorization_request_not_yet_valid',
    })
  }
})

test('a wallet nonce has to come back', async () => {
  const expected = { expectedWalletNonce: 'w' }
  expect(await verify(await create({ walletNonce: 'w' }), expected)).toMatchObject({ walletNonce: 'w' })
  for (const foreign of [await create({ walletNonce: 'v' }), await create()]) {
    await expect(verify(foreign, expected)).rejects.toThrow(
      expect.objectContaining({
        name: 'VerificationError',
        code: 'authorization_request_wallet_nonce_mismatch',
      }),
    )
  }
})

test.each(['', 'a.b.c', '{}'])('%j is no request object', async (jwt) => {
  await expect(verify(jwt)).rejects.toMatchObject({ code: 'jws_malformed' })
})
