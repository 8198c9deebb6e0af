import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAuthorizationErrorResponse } from './create-authorization-error-response.ts'
import { createAuthorizationResponse } from './create-authorization-response.ts'
import { createFragmentResponseUrl } from './create-fragment-response-url.ts'
import { parseAuthorizationResponse } from './parse-authorization-response.ts'

const state = 'af0ifjsldkj'
const vpToken = { ktp: ['eyJ~a+b&c~eyK'], other: ['a', 'b'] }

test('what is built is what is read', () => {
  expect(parseAuthorizationResponse(createAuthorizationResponse({ vpToken, state }))).toEqual({
    state,
    vpToken,
  })
  const error = createAuthorizationErrorResponse({ error: 'access_denied', state })
  expect(error).toBe('error=access_denied&state=af0ifjsldkj')
  expect(parseAuthorizationResponse(error)).toEqual({ state, error: 'access_denied' })
})

test('a state that the request did not have is not sent', () => {
  expect(createAuthorizationResponse({ vpToken: { a: ['b'] }, state: undefined })).toBe(
    'vp_token=%7B%22a%22%3A%5B%22b%22%5D%7D',
  )
  expect(createAuthorizationErrorResponse({ error: 'access_denied', state: undefined })).toBe(
    'error=access_denied',
  )
})

test('unknown parameters and descriptions are ignored', () => {
  expect(parseAuthorizationResponse(`state=a&error=access_denied&error_description=x&iss=y`)).toEqual({
    state: 'a',
    error: 'access_denied',
  })
})

test('an error that is not registered does not travel on', () => {
  expect(parseAuthorizationResponse('state=a&error=MARK-5399')).toEqual({
    state: 'a',
    error: 'unregistered_error',
  })
})

const body = (token: string) => `state=a&vp_token=${encodeURIComponent(token)}`

test.each([
  ['nothing', ''],
  ['no state', 'vp_token=%7B%7D'],
  ['an empty state', 'state=&vp_token=%7B%7D'],
  ['the state twice', 'state=a&state=a&vp_token=%7B%7D'],
  ['state as a list', 'state[]=a&vp_token=%7B%7D'],
  ['neither token nor error', 'state=a'],
  ['both token and error', 'state=a&vp_token=%7B%7D&error=access_denied'],
  ['the token twice', `${body('{}')}&vp_token=%7B%7D`],
  ['a token that is no JSON', body('a~b~c')],
  ['a token that is a list', body('["a"]')],
  ['a token that is text', body('"a"')],
  ['a query id twice', body('{"a":["b"],"a":["c"]}')],
  ['a query id that is __proto__', body('{"__proto__":["b"]}')],
  ['an entry that is text', body('{"a":"b"}')],
  ['an empty entry', body('{"a":[]}')],
  ['an empty presentation', body('{"a":[""]}')],
  ['a presentation that is an object', body('{"a":[{}]}')],
  ['a nested list', body('{"a":[["b"]]}')],
  ['17 presentations', body(JSON.stringify({ a: Array.from({ length: 17 }, () => 'b') }))],
  [
    '33 entries',
    body(JSON.stringify(Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`q${index}`, ['b']])))),
  ],
  ['a token that is nested too deeply', body(`{"a":${'['.repeat(100_000)}`)],
])('a response with %s is refused', (_name, text) => {
  expect(() => parseAuthorizationResponse(text)).toThrow(
    expect.objectContaining({ code: 'authorization_response_malformed' }),
  )
})

test('an empty token is read; whether it satisfies the query is for the check', () => {
  expect(parseAuthorizationResponse(body('{}'))).toEqual({ state: 'a', vpToken: {} })
})

test('no failure holds a presentation', () => {
  try {
    parseAuthorizationResponse(body('{"a":["MARK-5399"],"a":[]}'))
    expect.unreachable()
  } catch (error) {
    expect(`${(error as Error).stack}${(error as Error).cause}${JSON.stringify(error)}`).not.toContain(
      'MARK-5399',
    )
  }
})

test('whatever presentations are sent arrive unchanged', () => {
  const id = fc
    .stringMatching(/^[a-z0-9_-]{1,12}$/)
    .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name))
  const presentations = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), {
    minLength: 1,
    maxLength: 3,
  })
  const token = fc.dictionary(id, presentations, { maxKeys: 5, noNullPrototype: true })
  fc.assert(
    fc.property(token, fc.stringMatching(/^[A-Za-z0-9._~-]{1,40}$/), (sent, stateSent) => {
      const received = parseAuthorizationResponse(
        createAuthorizationResponse({ vpToken: sent, state: stateSent }),
      )
      expect(received).toEqual({ state: stateSent, vpToken: sent })
    }),
    { seed: 5399, numRuns: 200 },
  )
})

test('a response in the fragment of a URL is what a form would hold', () => {
  const url = new URL(
    createFragmentResponseUrl('https://hotel.example/r?a=b', createAuthorizationResponse({ vpToken, state })),
  )
  expect(url.hash.slice(0, 10)).toBe('#vp_token=')
  expect(`${url.origin}${url.pathname}${url.search}`).toBe('https://hotel.example/r?a=b')
  expect(parseAuthorizationResponse(url.hash.slice(1))).toEqual({ vpToken, state })
})
