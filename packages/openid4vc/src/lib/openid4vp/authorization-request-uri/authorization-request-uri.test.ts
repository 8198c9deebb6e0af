import { expect, test } from 'vitest'
import { createAuthorizationRequestUri } from './create-authorization-request-uri.ts'
import { createInlineAuthorizationRequestUri } from './create-inline-authorization-request-uri.ts'
import { createUnsignedAuthorizationRequestUri } from './create-unsigned-authorization-request-uri.ts'
import { parseAuthorizationRequestUri, type UnsignedRequest } from './parse-authorization-request-uri.ts'

const clientId = 'decentralized_identifier:did:jwk:eyJ'
const requestUri = 'https://hotel.example/lontar/request/1?a=b&c'

test('what is built is what is read', () => {
  const uri = createAuthorizationRequestUri({ clientId, requestUri })
  expect(uri).toBe(
    `openid4vp://?client_id=decentralized_identifier%3Adid%3Ajwk%3AeyJ&request_uri=${encodeURIComponent(requestUri)}`,
  )
  expect(parseAuthorizationRequestUri(uri)).toEqual({ clientId, requestUri, requestUriMethod: 'get' })
})

const query = `client_id=${clientId}&request_uri=${encodeURIComponent(requestUri)}`

test.each(['openid4vp://?', 'openid4vp://authorize?', 'haip-vp://?', 'https://wallet.example/present?'])(
  'the link may begin with %s',
  (start) => {
    expect(parseAuthorizationRequestUri(`${start}${query}`)).toEqual({
      clientId,
      requestUri,
      requestUriMethod: 'get',
    })
  },
)

test.each(['get', 'post'] as const)('the method may be %s', (requestUriMethod) => {
  expect(
    parseAuthorizationRequestUri(`openid4vp://?${query}&request_uri_method=${requestUriMethod}`),
  ).toMatchObject({ requestUriMethod })
})

test('parameters outside the request object are not read', () => {
  expect(parseAuthorizationRequestUri(`openid4vp://?${query}&nonce=x&response_uri=y`)).toEqual({
    clientId,
    requestUri,
    requestUriMethod: 'get',
  })
})

test.each([
  ['another scheme', `openid-credential-offer://?${query}`],
  ['no client_id', `openid4vp://?request_uri=${encodeURIComponent(requestUri)}`],
  ['client_id twice', `openid4vp://?client_id=a&${query}`],
  ['request_uri twice', `openid4vp://?${query}&request_uri=https%3A%2F%2Fevil.example`],
  ['an http request_uri', 'openid4vp://?client_id=a&request_uri=http%3A%2F%2Fhotel.example'],
  ['a urn as request_uri', 'openid4vp://?client_id=a&request_uri=urn%3Aa'],
  ['request and request_uri', `openid4vp://?${query}&request=a.b.c`],
  ['a method and no request_uri', 'openid4vp://?client_id=a&request_uri_method=get'],
  ['a query that is no JSON', 'openid4vp://?client_id=a&dcql_query=%7B'],
])('a link with %s is refused', (_name, uri) => {
  expect(() => parseAuthorizationRequestUri(uri)).toThrow(
    expect.objectContaining({ code: 'authorization_request_malformed' }),
  )
})

test.each(['GET', 'put', 'Post', 'post '])(
  'S2.4-6: a link with the method %s is refused as invalid_request_uri_method',
  (method) => {
    const uri = `openid4vp://?${query}&request_uri_method=${encodeURIComponent(method)}`
    expect(() => parseAuthorizationRequestUri(uri)).toThrow(
      expect.objectContaining({ name: 'MalformedError', code: 'request_uri_method_invalid' }),
    )
  },
)

test('a link may ask for a POST', () => {
  const uri = createAuthorizationRequestUri({ clientId, requestUri, requestUriMethod: 'post' })
  expect(parseAuthorizationRequestUri(uri)).toEqual({ clientId, requestUri, requestUriMethod: 'post' })
})

test('a link may hold the signed request, and then nothing else in it counts', () => {
  const uri = createInlineAuthorizationRequestUri({ clientId, request: 'a.b.c' })
  expect(parseAuthorizationRequestUri(`${uri}&nonce=x&response_uri=y`)).toEqual({
    clientId,
    request: 'a.b.c',
  })
})

test('a link may be the request itself', () => {
  const responseUri = 'https://hotel.example/response'
  const unsigned = {
    clientId: `redirect_uri:${responseUri}`,
    responseUri,
    nonce: 'nonce-of-the-request',
    state: 'state-of-the-request',
    dcqlQuery: { credentials: [{ id: 'q', format: 'dc+sd-jwt' as const, meta: { vct_values: ['urn:a'] } }] },
    clientMetadata: { client_name: 'Hotel Contoh' },
    issuedAt: new Date(0),
    expiresAt: new Date(300_000),
  }
  const { parameters, ...more } = parseAuthorizationRequestUri(
    createUnsignedAuthorizationRequestUri(unsigned),
  ) as UnsignedRequest
  expect(more).toEqual({ clientId: unsigned.clientId })
  expect(Object.keys(parameters).filter((name) => ['aud', 'iat', 'exp'].includes(name))).toEqual([])
  expect(parameters).toMatchObject({
    client_id: unsigned.clientId,
    response_type: 'vp_token',
    response_uri: responseUri,
    nonce: unsigned.nonce,
    dcql_query: unsigned.dcqlQuery,
    client_metadata: { client_name: 'Hotel Contoh' },
  })
})
