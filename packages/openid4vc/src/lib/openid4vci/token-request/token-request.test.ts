import { UnsupportedError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { createTokenRequest } from './create-token-request.ts'
import { parseTokenRequest } from './parse-token-request.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
const grant = `grant_type=${encodeURIComponent(grantType)}`

test('what is built is what is read', () => {
  const body = createTokenRequest({ preAuthorizedCode: 'a b&c', txCode: '049353' })
  expect(parseTokenRequest(body)).toEqual({
    grantType,
    preAuthorizedCode: 'a b&c',
    txCode: '049353',
    clientId: undefined,
    authorizationDetails: undefined,
  })
  expect(parseTokenRequest(createTokenRequest({ preAuthorizedCode: 'x' }))).toEqual({
    grantType,
    preAuthorizedCode: 'x',
    txCode: undefined,
    clientId: undefined,
    authorizationDetails: undefined,
  })
})

test('the example of section 6.1 is read', () => {
  expect(
    parseTokenRequest(`grant_type=${grantType}&pre-authorized_code=SplxlOBeZQQYbYS6WxSbIA&tx_code=493536`),
  ).toMatchObject({
    preAuthorizedCode: 'SplxlOBeZQQYbYS6WxSbIA',
    txCode: '493536',
  })
})

test('unknown parameters are ignored, and an empty tx_code and client_id are none', () => {
  expect(parseTokenRequest(`${grant}&pre-authorized_code=x&unknown=a&tx_code=&client_id=`)).toEqual({
    grantType,
    preAuthorizedCode: 'x',
    txCode: undefined,
    clientId: undefined,
    authorizationDetails: undefined,
  })
})

test('a wallet may say who it is', () => {
  expect(parseTokenRequest(`${grant}&pre-authorized_code=x&client_id=a%20b`)).toMatchObject({
    clientId: 'a b',
  })
})

test('an authorization code and a refresh token are built and read', () => {
  const code = { code: 'a b', codeVerifier: 'v', redirectUri: 'https://wallet.example/cb' }
  expect(parseTokenRequest(createTokenRequest({ ...code, clientId: 'wallet' }))).toEqual({
    ...code,
    grantType: 'authorization_code',
    clientId: 'wallet',
    authorizationDetails: undefined,
  })
  const refresh = { refreshToken: 'r', scope: ['a', 'b'] }
  const authorizationDetails = [{ credentialConfigurationId: 'a' }]
  expect(parseTokenRequest(createTokenRequest({ ...refresh, authorizationDetails }))).toEqual({
    ...refresh,
    grantType: 'refresh_token',
    clientId: undefined,
    authorizationDetails: '[{"type":"openid_credential","credential_configuration_id":"a"}]',
  })
  expect(parseTokenRequest('grant_type=refresh_token&refresh_token=r')).toMatchObject({ scope: undefined })
})

test.each([
  ['an authorization code without code', 'grant_type=authorization_code&code_verifier=v&redirect_uri=u'],
  ['an authorization code without PKCE (E18)', 'grant_type=authorization_code&code=c&redirect_uri=u'],
  ['an authorization code without redirect_uri', 'grant_type=authorization_code&code=c&code_verifier=v'],
  ['a refresh without token', 'grant_type=refresh_token'],
  ['nothing', ''],
  ['no grant type', 'pre-authorized_code=x'],
  ['no code', grant],
  ['an empty code', `${grant}&pre-authorized_code=`],
  ['the code twice', `${grant}&pre-authorized_code=x&pre-authorized_code=x`],
  ['the tx_code twice', `${grant}&pre-authorized_code=x&tx_code=1&tx_code=2`],
  ['JSON', '{"grant_type":"x"}'],
])('a request with %s is refused', (_name, body) => {
  expect(() => parseTokenRequest(body)).toThrow(expect.objectContaining({ code: 'token_request_malformed' }))
})

test('another grant type is valid and not implemented', () => {
  expect(() => parseTokenRequest('grant_type=client_credentials')).toThrow(UnsupportedError)
  expect(() => parseTokenRequest('grant_type=client_credentials')).toThrow(
    expect.objectContaining({ code: 'grant_type_unsupported' }),
  )
})
