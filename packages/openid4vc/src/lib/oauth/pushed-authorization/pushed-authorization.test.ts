import { expect, test } from 'vitest'
import { createAuthorizationRequest } from '../authorization-request/create-authorization-request.ts'
import { answer, recordingFetch } from '../fixtures/answer.ts'
import { createAuthorizationUrl } from './create-authorization-url.ts'
import { createPushedAuthorizationResponse } from './create-pushed-authorization-response.ts'
import { fetchPushedAuthorization } from './fetch-pushed-authorization.ts'
import { parsePushedAuthorizationRequest } from './parse-pushed-authorization-request.ts'
import { parsePushedAuthorizationResponse } from './parse-pushed-authorization-response.ts'

const rules = { authorizationServersPublished: undefined, credentialIssuer: 'https://issuer.example' }
const request = {
  clientId: 'wallet',
  redirectUri: 'https://wallet.example/cb',
  scope: ['ktp'],
  authorizationDetails: [],
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
}
const body = createAuthorizationRequest(request)
const pushed = { requestUri: 'urn:ietf:params:oauth:request_uri:abc', expiresInSeconds: 60 }
const message = createPushedAuthorizationResponse(pushed)
const json = { 'content-type': 'application/json' }
const endpoint = 'https://issuer.example/par'

test('what is pushed is what is read', () => {
  expect(parsePushedAuthorizationRequest(body, rules)).toEqual(request)
  expect(parsePushedAuthorizationResponse({ ...message, extra: 1 })).toEqual(pushed)
})

test('2.13.7 a request_uri in the body is refused', () => {
  expect(() => parsePushedAuthorizationRequest(`${body}&request_uri=urn%3Ax`, rules)).toThrow(
    expect.objectContaining({ name: 'MalformedError', code: 'oauth_request_malformed' }),
  )
})

test.each<[string, object]>([
  ['no request_uri', { request_uri: '' }],
  ['a request_uri with a line break', { request_uri: 'urn:a\n' }],
  ['no life', { expires_in: 0 }],
  ['a life that is text', { expires_in: '60' }],
])('an answer with %s is refused', (_name, change) => {
  expect(() => parsePushedAuthorizationResponse({ ...message, ...change })).toThrow(
    expect.objectContaining({ name: 'MalformedError', code: 'oauth_response_malformed' }),
  )
})

test('it is fetched with the headers of the caller', async () => {
  const { fetch, requests } = recordingFetch(answer(201, message, json))
  expect(await fetchPushedAuthorization(endpoint, body, { fetch, headers: { dpop: 'x' } })).toEqual(pushed)
  expect(requests[0]?.headers.get('dpop')).toBe('x')
  expect(requests[0]?.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
})

test('201 is a success, and 200 as some servers have it, and a refusal keeps its registered name', async () => {
  const refused = recordingFetch(answer(400, { error: 'invalid_request' }, json))
  await expect(fetchPushedAuthorization(endpoint, body, refused)).rejects.toMatchObject({
    code: 'issuer_refused',
    protocolError: 'invalid_request',
  })
  const lax = recordingFetch(answer(200, message, json))
  expect(await fetchPushedAuthorization(endpoint, body, lax)).toEqual(pushed)
  const odd = recordingFetch(answer(202, message, json))
  await expect(fetchPushedAuthorization(endpoint, body, odd)).rejects.toMatchObject({
    code: 'network_status_unexpected',
  })
})

test('the browser gets client_id and request_uri alone', () => {
  const url = createAuthorizationUrl('https://issuer.example/authorize?x=1', { clientId: 'a b', ...pushed })
  expect([...new URL(url).searchParams]).toEqual([
    ['x', '1'],
    ['client_id', 'a b'],
    ['request_uri', pushed.requestUri],
  ])
})
