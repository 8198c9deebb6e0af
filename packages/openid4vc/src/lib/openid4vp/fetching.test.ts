import type { GuardedFetch, GuardedRequestInit } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { fetchRequestObject } from './request-object/fetch-request-object.ts'
import { postAuthorizationResponse } from './response-endpoint/post-authorization-response.ts'

interface Call extends GuardedRequestInit {
  readonly url: string
}

/** A network with one answer, which remembers what was asked. */
function network(text: string, status = 200): { fetch: GuardedFetch; calls: Call[] } {
  const calls: Call[] = []
  const fetch: GuardedFetch = async (url, init = {}) => {
    calls.push({ url, ...init })
    return { status, headers: new Headers(), text: () => text, json: () => parseJson(text) }
  }
  return { fetch, calls }
}

const uri = 'https://hotel.example/lontar/request/1'

test('a request object is fetched by GET unless the link says otherwise', async () => {
  const { fetch, calls } = network('a.b.c\n')
  expect(await fetchRequestObject(uri, { fetch })).toBe('a.b.c')
  expect(calls).toEqual([{ url: uri, headers: { accept: 'application/oauth-authz-req+jwt' } }])
})

test('by POST the nonce of the wallet goes along', async () => {
  const { fetch, calls } = network('a.b.c')
  await fetchRequestObject(uri, { fetch, method: 'post', walletNonce: 'w&1' })
  await fetchRequestObject(uri, { fetch, method: 'post' })
  expect(calls).toMatchObject([
    {
      method: 'POST',
      body: 'wallet_nonce=w%261',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    { method: 'POST', body: '' },
  ])
})

test.each([302, 400, 404, 500])('the status %i ends the flow', async (status) => {
  await expect(fetchRequestObject(uri, network('a.b.c', status))).rejects.toMatchObject({
    code: 'network_status_unexpected',
  })
})

test('an error of the verifier becomes a ProtocolError', async () => {
  const refusing = network('{"error":"invalid_request","error_description":"MARK-5399"}', 400)
  for (const call of [fetchRequestObject(uri, refusing), postAuthorizationResponse(uri, '', refusing)]) {
    const failure = await call.catch((error) => error)
    expect(failure).toMatchObject({
      name: 'ProtocolError',
      code: 'verifier_refused',
      protocolError: 'invalid_request',
    })
    expect(`${failure.stack}${JSON.stringify(failure)}`).not.toContain('MARK-5399')
  }
})

test('a response is posted as a form', async () => {
  const { fetch, calls } = network('{}')
  expect(await postAuthorizationResponse(uri, 'a=1', { fetch })).toEqual({ redirectUri: undefined })
  expect(calls).toMatchObject([
    {
      url: uri,
      method: 'POST',
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  ])
})

test.each(['https://hotel.example/done?code=1#a', 'http://localhost:3000/done'])(
  'the browser may be sent to %s',
  async (redirectUri) => {
    expect(
      await postAuthorizationResponse(uri, '', network(JSON.stringify({ redirect_uri: redirectUri }))),
    ).toEqual({ redirectUri })
  },
)

test.each([
  '{"redirect_uri":"javascript:alert(1)"}',
  '{"redirect_uri":"http://hotel.example"}',
  '{"redirect_uri":1}',
  '[]',
  'null',
  '',
  '<html>',
])('after the answer %j the browser is sent nowhere', async (answer) => {
  expect(await postAuthorizationResponse(uri, '', network(answer))).toEqual({ redirectUri: undefined })
})
