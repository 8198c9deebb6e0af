import { expect, test } from 'vitest'
import { createAuthorizationResponseUrl } from './create-authorization-response-url.ts'
import { verifyAuthorizationResponse } from './verify-authorization-response.ts'

const issuer = 'https://issuer.example'
const expectations = {
  expectedIssuer: issuer,
  expectedState: 'a b',
  expectedRedirectUri: 'https://wallet.example/cb',
}
const base = { redirectUri: 'https://wallet.example/cb', state: 'a b', issuer }
const url = createAuthorizationResponseUrl({ ...base, outcome: { code: 'abc' } })

test('what is built verifies, also with a query of the client and a private-use scheme', () => {
  expect(verifyAuthorizationResponse(url, expectations)).toEqual({ code: 'abc' })
  for (const redirectUri of ['https://wallet.example/cb?x=1', 'lontar-wallet:/cb']) {
    const own = createAuthorizationResponseUrl({ ...base, redirectUri, outcome: { code: 'abc' } })
    const expected = { ...expectations, expectedRedirectUri: redirectUri }
    expect(verifyAuthorizationResponse(own, expected)).toEqual({ code: 'abc' })
  }
  const stateless = createAuthorizationResponseUrl({ ...base, state: undefined, outcome: { code: 'abc' } })
  expect(verifyAuthorizationResponse(stateless, { ...expectations, expectedState: undefined })).toEqual({
    code: 'abc',
  })
})

test('unknown parameters and a fragment are ignored', () => {
  expect(verifyAuthorizationResponse(`${url}&session_state=x#_=_`, expectations)).toEqual({ code: 'abc' })
})

const mixedUp = { name: 'VerificationError', code: 'oauth_response_mismatch' }
test.each([
  ['another issuer (mix-up)', url.replace('issuer.example', 'attacker.example')],
  ['an issuer with a slash at its end', url.replace('issuer.example', 'issuer.example%2F')],
  ['no issuer', url.replace(/&iss=.*$/, '')],
  ['another state', url.replace('state=a+b', 'state=c')],
  ['no state', url.replace('state=a+b&', '')],
  ['another address', url.replace('/cb', '/other')],
  ['another host', url.replace('wallet.example', 'attacker.example')],
])('a response with %s is refused (E18)', (_name, text) => {
  expect(() => verifyAuthorizationResponse(text, expectations)).toThrow(expect.objectContaining(mixedUp))
})

test('an issuer may be missing only where the metadata do not promise it', () => {
  const silent = url.replace(/&iss=.*$/, '')
  expect(verifyAuthorizationResponse(silent, { ...expectations, issuerNamed: false })).toEqual({
    code: 'abc',
  })
  const other = url.replace('issuer.example', 'attacker.example')
  expect(() => verifyAuthorizationResponse(other, { ...expectations, issuerNamed: false })).toThrow(
    expect.objectContaining(mixedUp),
  )
})

test('an error is refused with its registered name, never with a free text', () => {
  const denied = createAuthorizationResponseUrl({ ...base, outcome: { error: 'access_denied' } })
  expect(() => verifyAuthorizationResponse(denied, expectations)).toThrow(
    expect.objectContaining({
      name: 'ProtocolError',
      code: 'authorization_refused',
      protocolError: 'access_denied',
    }),
  )
  expect(() => verifyAuthorizationResponse(denied.replace('access_denied', 'MARIA'), expectations)).toThrow(
    expect.objectContaining({ protocolError: 'unregistered_error' }),
  )
})

test.each([
  ['neither code nor error', url.replace('code=abc&', '')],
  ['both', `${url}&error=access_denied`],
  ['two codes', `${url}&code=def`],
])('a response with %s is malformed', (_name, text) => {
  expect(() => verifyAuthorizationResponse(text, expectations)).toThrow(
    expect.objectContaining({ name: 'MalformedError', code: 'oauth_response_malformed' }),
  )
})
