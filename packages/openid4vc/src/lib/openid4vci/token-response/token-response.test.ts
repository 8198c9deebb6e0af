import { expect, test } from 'vitest'
import { createTokenResponse } from './create-token-response.ts'
import { parseTokenResponse } from './parse-token-response.ts'

/** A member that is undefined here is absent in JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const response = createTokenResponse({ accessToken: 'czZCaGRSa3F0MzpnWDFmQmF0M2JW', expiresInSeconds: 300 })

test('a response has the members of the specification and no nonce', () => {
  expect(response).toEqual({
    access_token: 'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
    token_type: 'Bearer',
    expires_in: 300,
  })
})

test('what is built is what is read', () => {
  expect(parseTokenResponse(response)).toEqual({
    accessToken: 'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
    tokenType: 'Bearer',
    expiresInSeconds: 300,
    credentialIdentifiers: new Map(),
  })
})

test('a token that is bound to a key says so', () => {
  const bound = createTokenResponse({ accessToken: 'a', tokenType: 'DPoP', expiresInSeconds: 301 })
  expect(bound).toMatchObject({ token_type: 'DPoP' })
  expect(parseTokenResponse({ ...bound, token_type: 'dpop' })).toMatchObject({ tokenType: 'DPoP' })
})

test('2.1.36 no bearer token lives longer than five minutes', () => {
  expect(() => createTokenResponse({ accessToken: 'a', expiresInSeconds: 301 })).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
  )
})

test('a refresh token and identifiers are built and read', () => {
  const credentialIdentifiers = new Map([['a', ['one']]])
  const input = { accessToken: 'x', tokenType: 'DPoP', expiresInSeconds: 60, refreshToken: 'r' } as const
  const read = parseTokenResponse(createTokenResponse({ ...input, credentialIdentifiers }))
  expect(read).toEqual({ ...input, credentialIdentifiers })
})

test('the token type is compared without case, and unknown members are ignored', () => {
  expect(parseTokenResponse({ access_token: 'a', token_type: 'bearer', c_nonce: 'x' })).toMatchObject({
    accessToken: 'a',
    expiresInSeconds: undefined,
  })
})

test('identifiers are given by configuration', () => {
  const detail = {
    type: 'openid_credential',
    credential_configuration_id: 'a',
    credential_identifiers: ['one', 'two'],
  }
  const read = parseTokenResponse({ ...response, authorization_details: [detail, { type: 'other' }] })
  expect([...read.credentialIdentifiers]).toEqual([['a', ['one', 'two']]])
})

test.each<[string, object]>([
  ['no token', { access_token: undefined }],
  ['an empty token', { access_token: '' }],
  ['a token with a line break', { access_token: 'a\r\nb' }],
  ['a token that is a list', { access_token: ['a'] }],
  ['no type', { token_type: undefined }],
  ['another type', { token_type: 'MAC' }],
  ['an empty refresh token', { refresh_token: '' }],
  ['a life that is text', { expires_in: '300' }],
  ['a negative life', { expires_in: -1 }],
  [
    'details without identifiers',
    { authorization_details: [{ type: 'openid_credential', credential_configuration_id: 'a' }] },
  ],
  [
    'details with empty identifiers',
    {
      authorization_details: [
        { type: 'openid_credential', credential_configuration_id: 'a', credential_identifiers: [] },
      ],
    },
  ],
])('a response with %s is refused', (_name, change) => {
  expect(() => parseTokenResponse(asJson({ ...response, ...change }))).toThrow(
    expect.objectContaining({ code: 'token_response_malformed' }),
  )
})
