import { MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { JsonObject, PublicJwk } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import type { VerifierKey } from '../client-id/verifier-trust.ts'
import { createRefusalResponse } from './create-refusal-response.ts'

const responseUri = 'https://hotel.example/response'
const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' }
const malformed = new MalformedError('authorization_request_malformed', 'no nonce')
const unsupported = new UnsupportedError('authorization_request_unsupported', 'scope')

const refuse = (error: unknown, payload: JsonObject = {}, key: Partial<VerifierKey> = {}) =>
  createRefusalResponse(
    {
      jwt: '',
      clientId: 'x509_san_dns:hotel.example',
      clientIdKind: 'x509_san_dns',
      key: { publicJwk, vouched: true, ...key },
      payload: { response_mode: 'direct_post', response_uri: responseUri, state: 's', ...payload },
    },
    error,
    { trust: { roots: [], verifiers: [] } },
  )

test.each<[string, unknown, JsonObject]>([
  ['invalid_request', malformed, {}],
  ['invalid_request', unsupported, {}],
  ['invalid_request', malformed, { scope: 'ktp', dcql_query: {} }],
  ['invalid_scope', unsupported, { scope: 'ktp' }],
  ['invalid_transaction_data', new MalformedError('transaction_data_malformed', 'no type'), {}],
  ['invalid_transaction_data', new UnsupportedError('transaction_data_unsupported', 'a payment'), {}],
  ['invalid_request', unsupported, { transaction_data: ['e30'] }],
  ['invalid_request', unsupported, { response_mode: 'direct_post.jwt' }],
])('a verifier is told %s', (name, error, payload) => {
  expect(refuse(error, payload)).toEqual({ responseUri, body: `error=${name}&state=s` })
})

test('without a state none is sent back', () => {
  expect(refuse(malformed, { state: 7 })?.body).toBe('error=invalid_request')
})

test.each<[string, unknown, JsonObject, Partial<VerifierKey>]>([
  ['of a foreign nonce', new VerificationError('transaction_expired', 'over'), {}, {}],
  ['at an address without TLS', malformed, { response_uri: 'http://hotel.example/r' }, {}],
  ['at no address', malformed, { response_uri: undefined }, {}],
  ['when the answer is not posted', malformed, { response_mode: 'fragment' }, {}],
  ['without a response mode', malformed, { response_mode: undefined }, {}],
  ['at the address of somebody else', malformed, {}, { responseHost: 'motel.example' }],
  ['at an address that is not attested', malformed, {}, { responseUris: [`${responseUri}/1`] }],
])('nobody is told %s', (_name, error, payload, key) => {
  expect(refuse(error, payload, key)).toBeUndefined()
})
