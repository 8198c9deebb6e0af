import { UnsupportedError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { createAuthorizationRequestUri } from './create-authorization-request-uri.ts'
import { parseAuthorizationRequestUri } from './parse-authorization-request-uri.ts'

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
  ['the method GET', `openid4vp://?${query}&request_uri_method=GET`],
  ['the method put', `openid4vp://?${query}&request_uri_method=put`],
])('a link with %s is refused', (_name, uri) => {
  expect(() => parseAuthorizationRequestUri(uri)).toThrow(
    expect.objectContaining({ code: 'authorization_request_malformed' }),
  )
})

test.each(['request=a.b.c', 'nonce=x&response_type=vp_token'])(
  'a request by value (%s) is not implemented',
  (rest) => {
    const uri = `openid4vp://?client_id=a&${rest}`
    expect(() => parseAuthorizationRequestUri(uri)).toThrow(UnsupportedError)
    expect(() => parseAuthorizationRequestUri(uri)).toThrow(
      expect.objectContaining({ code: 'authorization_request_unsupported' }),
    )
  },
)
