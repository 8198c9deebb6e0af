import type { GuardedFetch, GuardedRequestInit } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { fetchAuthorizationServerMetadata } from './authorization-server-metadata/fetch-authorization-server-metadata.ts'
import { fetchCredentialIssuerMetadata } from './credential-issuer-metadata/fetch-credential-issuer-metadata.ts'
import { createCredentialOffer } from './credential-offer/create-credential-offer.ts'
import { createCredentialOfferUri } from './credential-offer/create-credential-offer-uri.ts'
import { fetchCredentialOffer } from './credential-offer/fetch-credential-offer.ts'
import { createCredentialRequest } from './credential-request/create-credential-request.ts'
import { createCredentialResponse } from './credential-response/create-credential-response.ts'
import { fetchCredentials } from './credential-response/fetch-credentials.ts'
import { createDeferredCredentialRequest } from './deferred-credential-request/create-deferred-credential-request.ts'
import { fetchDeferredCredentials } from './deferred-credential-request/fetch-deferred-credentials.ts'
import { createNonceResponse } from './nonce-response/create-nonce-response.ts'
import { fetchNonce } from './nonce-response/fetch-nonce.ts'
import { createNotificationRequest } from './notification-request/create-notification-request.ts'
import { fetchNotification } from './notification-request/fetch-notification.ts'
import { fetchToken } from './token-request/fetch-token.ts'
import { createTokenResponse } from './token-response/create-token-response.ts'

interface Call extends GuardedRequestInit {
  readonly url: string
}

/** A network with one answer, which remembers what was asked. */
function network(
  body: unknown,
  { status = 200, type = 'application/json' } = {},
): { fetch: GuardedFetch; calls: Call[] } {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const calls: Call[] = []
  const fetch: GuardedFetch = async (url, init = {}) => {
    calls.push({ url, ...init })
    return {
      status,
      headers: new Headers({ 'content-type': type }),
      text: () => text,
      json: () => parseJson(text),
    }
  }
  return { fetch, calls }
}

const issuer = 'https://issuer.example/ntt'
const offer = createCredentialOffer({
  credentialIssuer: issuer,
  configurationIds: ['a'],
  preAuthorizedCode: 'x',
})
const offerUri = createCredentialOfferUri({ offerUri: 'https://issuer.example/ntt/offer/1' })
const metadata = {
  credential_issuer: issuer,
  credential_endpoint: `${issuer}/credential`,
  credential_configurations_supported: {},
}
const request = createCredentialRequest({ configurationId: 'a', proofs: ['a.b.c'] })

test('an offer by value reaches no network', async () => {
  const { fetch, calls } = network({})
  expect(await fetchCredentialOffer(createCredentialOfferUri({ offer }), { fetch })).toEqual(offer)
  expect(calls).toEqual([])
})

test('an offer by reference is fetched from there', async () => {
  const { fetch, calls } = network(offer)
  expect(await fetchCredentialOffer(offerUri, { fetch })).toEqual(offer)
  expect(calls).toMatchObject([
    { url: 'https://issuer.example/ntt/offer/1', headers: { accept: 'application/json' } },
  ])
})

test.each([
  [404, 'credential_offer_unknown'],
  [410, 'credential_offer_expired'],
  [500, 'network_status_unexpected'],
  [204, 'network_status_unexpected'],
])('the status %i of an offer is %s', async (status, code) => {
  await expect(fetchCredentialOffer(offerUri, network('', { status }))).rejects.toMatchObject({ code })
})

test('an offer that comes as a JWT is refused', async () => {
  await expect(
    fetchCredentialOffer(offerUri, network('a.b.c', { type: 'application/jwt' })),
  ).rejects.toMatchObject({
    code: 'credential_offer_malformed',
  })
})

test('metadata are fetched from the well-known places', async () => {
  const ofIssuer = network(metadata)
  expect(await fetchCredentialIssuerMetadata(issuer, ofIssuer)).toEqual(metadata)
  expect(ofIssuer.calls[0]?.url).toBe('https://issuer.example/.well-known/openid-credential-issuer/ntt')
  const server = { issuer, token_endpoint: `${issuer}/token` }
  const ofServer = network(server, { type: 'application/json; charset=utf-8' })
  expect(await fetchAuthorizationServerMetadata(issuer, ofServer)).toEqual(server)
  expect(ofServer.calls[0]?.url).toBe('https://issuer.example/.well-known/oauth-authorization-server/ntt')
})

test.each([fetchCredentialIssuerMetadata, fetchAuthorizationServerMetadata])(
  'metadata that are no JSON are malformed',
  async (fetchMetadata) => {
    await expect(fetchMetadata(issuer, network('<html>'))).rejects.toMatchObject({
      code: 'issuer_metadata_malformed',
    })
    await expect(fetchMetadata(issuer, network('{}', { type: 'text/html' }))).rejects.toMatchObject({
      code: 'issuer_metadata_malformed',
    })
    await expect(fetchMetadata(issuer, network('', { status: 404 }))).rejects.toMatchObject({
      code: 'network_status_unexpected',
    })
  },
)

test('a token request is posted as a form', async () => {
  const { fetch, calls } = network(createTokenResponse({ accessToken: 'token', expiresInSeconds: 300 }))
  expect(await fetchToken(`${issuer}/token`, 'a=1', { fetch })).toMatchObject({
    accessToken: 'token',
    expiresInSeconds: 300,
  })
  expect(calls).toMatchObject([
    {
      url: `${issuer}/token`,
      method: 'POST',
      body: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  ])
})

test('a nonce is asked for without body and token', async () => {
  const { fetch, calls } = network(createNonceResponse('n'))
  expect(await fetchNonce(`${issuer}/nonce`, { fetch })).toBe('n')
  expect(calls).toEqual([{ url: `${issuer}/nonce`, method: 'POST', headers: { accept: 'application/json' } }])
})

test('a credential request carries the token in its header', async () => {
  const { fetch, calls } = network(createCredentialResponse(['credential']))
  expect(await fetchCredentials(`${issuer}/credential`, { accessToken: 'token', request, fetch })).toEqual({
    credentials: ['credential'],
  })
  expect(calls).toMatchObject([
    { method: 'POST', headers: { authorization: 'Bearer token', 'content-type': 'application/json' } },
  ])
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual(request)
})

test('a deferred delivery is told apart, and asked for again with the token', async () => {
  const later = network({ transaction_id: 'x', interval: 5 }, { status: 202 })
  const promised = { transactionId: 'x', intervalSeconds: 5 }
  const options = { accessToken: 't', tokenType: 'DPoP', fetch: later.fetch } as const
  expect(await fetchCredentials(`${issuer}/credential`, { ...options, request })).toEqual(promised)
  const again = createDeferredCredentialRequest({ transactionId: 'x' })
  expect(await fetchDeferredCredentials(`${issuer}/deferred`, { ...options, request: again })).toEqual(
    promised,
  )
  expect(later.calls[1]).toMatchObject({
    url: `${issuer}/deferred`,
    method: 'POST',
    headers: { authorization: 'DPoP t', 'content-type': 'application/json' },
    body: '{"transaction_id":"x"}',
  })
})

test('a notification is posted with the token', async () => {
  const { fetch, calls } = network('', { status: 204 })
  const notification = createNotificationRequest({ notificationId: 'n', event: 'credential_accepted' })
  await fetchNotification(`${issuer}/notification`, { accessToken: 't', request: notification, fetch })
  expect(calls).toEqual([
    {
      url: `${issuer}/notification`,
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: '{"notification_id":"n","event":"credential_accepted"}',
    },
  ])
})

test.each<[string, (fetch: GuardedFetch) => Promise<unknown>]>([
  ['token', (fetch) => fetchToken(`${issuer}/token`, '', { fetch })],
  ['nonce', (fetch) => fetchNonce(`${issuer}/nonce`, { fetch })],
  [
    'deferred credential',
    (fetch) =>
      fetchDeferredCredentials(`${issuer}/d`, { accessToken: 't', request: { transaction_id: 'x' }, fetch }),
  ],
  [
    'notification',
    (fetch) =>
      fetchNotification(`${issuer}/n`, {
        accessToken: 't',
        request: createNotificationRequest({ notificationId: 'n', event: 'credential_failure' }),
        fetch,
      }),
  ],
  ['credential', (fetch) => fetchCredentials(`${issuer}/credential`, { accessToken: 't', request, fetch })],
])('an error of the %s endpoint becomes a ProtocolError', async (_name, call) => {
  const { fetch } = network({ error: 'invalid_nonce', error_description: 'MARK-5399' }, { status: 400 })
  const failure: Error = await call(fetch).then(
    () => expect.unreachable(),
    (error) => error,
  )
  expect(failure).toMatchObject({
    name: 'ProtocolError',
    code: 'issuer_refused',
    protocolError: 'invalid_nonce',
  })
  expect(`${failure.stack}${JSON.stringify(failure)}`).not.toContain('MARK-5399')
})

test('an answer that fits and is not application/json is malformed', async () => {
  const type = 'text/html'
  await expect(fetchCredentialIssuerMetadata(issuer, network(metadata, { type }))).rejects.toMatchObject({
    code: 'issuer_metadata_malformed',
  })
  await expect(fetchNonce(`${issuer}/nonce`, network({ c_nonce: 'n' }, { type }))).rejects.toMatchObject({
    code: 'nonce_response_malformed',
  })
})

test('an answer that does not fit is malformed', async () => {
  await expect(fetchToken(`${issuer}/token`, '', network({}))).rejects.toMatchObject({
    code: 'token_response_malformed',
  })
  await expect(fetchNonce(`${issuer}/nonce`, network({}))).rejects.toMatchObject({
    code: 'nonce_response_malformed',
  })
  await expect(
    fetchCredentials(`${issuer}/c`, { accessToken: 't', request, ...network({}) }),
  ).rejects.toMatchObject({
    code: 'credential_response_malformed',
  })
})
