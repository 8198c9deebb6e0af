import { expect, test } from 'vitest'
import type { AuthorizationRequest } from './authorization-request.ts'
import { createAuthorizationRequest } from './create-authorization-request.ts'
import { parseAuthorizationRequest } from './parse-authorization-request.ts'

const rules = { authorizationServersPublished: undefined, credentialIssuer: 'https://issuer.example' }
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const request: AuthorizationRequest = {
  clientId: 'wallet',
  redirectUri: 'https://wallet.example/cb?a=b',
  scope: ['ktp', 'ktp-proof'],
  authorizationDetails: [{ credentialConfigurationId: 'ktp_vc+sd-jwt' }],
  codeChallenge: challenge,
  state: 'a b&c',
  issuerState: 'x+y',
  dpopJkt: challenge,
  resource: 'https://issuer.example',
}
const text = createAuthorizationRequest(request)
const parse = (parameters: string) => parseAuthorizationRequest(parameters, rules)
const replaced = (name: string, value: string) => {
  const parameters = new URLSearchParams(text)
  parameters.set(name, value)
  return parameters.toString()
}

test('what is built is what is read', () => {
  expect(parse(text)).toEqual(request)
})

test('what is optional may be missing, and unknown parameters are ignored (2.1.17)', () => {
  const { clientId, redirectUri, codeChallenge } = request
  const bare = { clientId, redirectUri, codeChallenge, scope: [], authorizationDetails: [] }
  expect(parse(`${createAuthorizationRequest(bare)}&wallet_issuer=x&nonce=`)).toEqual(bare)
})

test.each(['lontar-wallet:/cb', 'id.example.wallet:/cb', 'http://127.0.0.1:8123/cb', 'https://a.example'])(
  'a wallet may be at %s',
  (redirectUri) => {
    expect(parse(replaced('redirect_uri', redirectUri)).redirectUri).toBe(redirectUri)
  },
)

test.each([
  ['no client_id', replaced('client_id', '')],
  ['no redirect_uri', replaced('redirect_uri', '')],
  ['two redirect_uris', `${text}&redirect_uri=https%3A%2F%2Fwallet.example`],
  ['two scopes', `${text}&scope=ktp`],
  ['a redirect_uri with a fragment', replaced('redirect_uri', 'https://wallet.example/#a')],
  ['a relative redirect_uri', replaced('redirect_uri', '/cb')],
  ['a redirect_uri that is a script', replaced('redirect_uri', 'javascript:alert(1)')],
  ['a redirect_uri that is data', replaced('redirect_uri', 'data:text/html,x')],
  ['a redirect_uri on http', replaced('redirect_uri', 'http://wallet.example/cb')],
  ['a redirect_uri with a line break', replaced('redirect_uri', 'https://wallet.example/\r\nset-cookie:a')],
  ['a redirect_uri with userinfo', replaced('redirect_uri', 'https://a@wallet.example')],
  ['no code_challenge (E18)', replaced('code_challenge', '')],
  ['a code_challenge of plain (E18)', replaced('code_challenge_method', 'plain')],
  ['no code_challenge_method (E18)', replaced('code_challenge_method', '')],
  ['a short code_challenge', replaced('code_challenge', 'abc')],
  ['a dpop_jkt that is none', replaced('dpop_jkt', 'abc')],
  ['a scope with a quote', replaced('scope', '"')],
  ['a scope with two spaces', replaced('scope', 'a  b')],
  ['a state that is too long', replaced('state', 'a'.repeat(4097))],
  ['no response_type', replaced('response_type', '')],
])('a request with %s is refused', (_name, parameters) => {
  expect(() => parse(parameters)).toThrow(
    expect.objectContaining({ name: 'MalformedError', code: 'oauth_request_malformed' }),
  )
})

test.each(['token', 'code id_token', 'none', 'CODE'])('the response type %s is not supported', (type) => {
  expect(() => parse(replaced('response_type', type))).toThrow(
    expect.objectContaining({ name: 'UnsupportedError', code: 'response_type_unsupported' }),
  )
})

test('a request as a JWT is not supported (RFC 9101)', () => {
  expect(() => parse(`${text}&request=ey.ey.x`)).toThrow(
    expect.objectContaining({ name: 'UnsupportedError', code: 'request_object_unsupported' }),
  )
})

test('odd authorization details have an error of their own', () => {
  expect(() => parse(replaced('authorization_details', '[]'))).toThrow(
    expect.objectContaining({ code: 'authorization_details_malformed' }),
  )
})
