import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Offer } from '@lontar/issuer'
import {
  createAuthorizationRequest,
  createAuthorizationUrl,
  createPkce,
  type Pkce,
  verifyAuthorizationResponse,
} from '@lontar/openid4vc/oauth'
import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect, proveKeys } from './support/plain-wallet.ts'
import { openRealIssuer, type RealIssuer } from './support/real-issuer.ts'

const redirectUri = 'https://wallet.example/cb'
const clientId = 'wallet'
const configuration = {
  clients: { publicClients: [{ clientId, redirectUris: [redirectUri] }] },
  refreshTokenSeconds: 86_400,
}

let folder: string
let first: RealIssuer
let second: RealIssuer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lontar-authorization-'))
  const file = join(folder, 'races.db')
  first = await openRealIssuer({ file, configuration })
  second = await openRealIssuer({ file, url: first.issuer.url, configuration })
})
afterAll(async () => {
  await second.close()
  await first.close()
  await rm(folder, { recursive: true, force: true })
})

/** Spreads requests over both servers, so that the file and not one connection decides. */
const addressOf = (index: number): string => (index % 2 === 0 ? first : second).address

function times<Value>(count: number, make: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)))
}

function post(url: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return fetch(url, { method: 'POST', body, headers, redirect: 'manual' })
}

async function ask(address: string, body: string) {
  const response = await post(`${address}/token`, body)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function push(): Promise<{ readonly pkce: Pkce; readonly requestUri: string }> {
  const pkce = await createPkce()
  const { codeChallenge } = pkce
  const details = { authorizationDetails: [], codeChallenge, state: 's' }
  const body = createAuthorizationRequest({ clientId, redirectUri, scope: ['ktp'], ...details })
  const response = await post(`${first.address}/par`, body)
  const { request_uri: requestUri } = (await response.json()) as { readonly request_uri: string }
  return { pkce, requestUri }
}

const open = (address: string, requestUri: string): Promise<Response> =>
  fetch(createAuthorizationUrl(`${address}/authorize`, { clientId, requestUri }))

async function signIn({ registrationNumber = '', oneTimeCode = '' }: Offer) {
  const { pkce, requestUri } = await push()
  const page = await (await open(first.address, requestUri)).text()
  const session = /name="session" value="([\w-]{43})"/.exec(page)?.[1] ?? ''
  const numbers = { registration_number: registrationNumber, one_time_code: oneTimeCode }
  const fields = new URLSearchParams({ session, do: 'sign_in', ...numbers })
  const answer = await post(`${second.address}/authorize`, fields.toString())
  const { code } = verifyAuthorizationResponse(answer.headers.get('location') ?? '', {
    expectedIssuer: first.issuer.url,
    expectedState: 's',
    expectedRedirectUri: redirectUri,
  })
  return { code, codeVerifier: pkce.codeVerifier }
}

async function offer(): Promise<Offer> {
  const options = { configurationIds: ['ktp_dc+sd-jwt'], grant: 'authorization_code' } as const
  return first.issuer.offer(await first.identity(), options)
}

const succeeded = (replies: readonly { readonly status: number }[]) =>
  replies.filter(({ status }) => status === 200)

describe('one issuer, served twice from one file,', () => {
  test('opens a request_uri for exactly one of 200 browsers that come at once', async () => {
    const { requestUri } = await push()
    expect(succeeded(await times(200, (index) => open(addressOf(index), requestUri)))).toHaveLength(1)
  })

  test('redeems an authorization code for exactly one of 200 that come at once', async () => {
    const body = createTokenRequest({ ...(await signIn(await offer())), redirectUri, clientId })
    const replies = await times(200, (index) => ask(addressOf(index), body))
    expect(succeeded(replies)).toHaveLength(1)
    expect(replies.filter(({ body }) => body['error'] === 'invalid_grant')).toHaveLength(199)
  })

  test('renews for exactly one of 200 uses of a refresh token, and what it renews is a credential', async () => {
    const code = createTokenRequest({ ...(await signIn(await offer())), redirectUri, clientId })
    const { body } = await ask(first.address, code)
    const url = first.issuer.url
    const prove = () => proveKeys(first.address, url, 1)
    expect((await collect(second.address, body['access_token'], await prove())).status).toBe(200)
    const refresh = createTokenRequest({ refreshToken: String(body['refresh_token']), clientId })
    const replies = await times(200, (index) => ask(addressOf(index), refresh))
    expect(replies.filter(({ body }) => body['error'] === 'invalid_grant')).toHaveLength(199)
    const [renewed, ...others] = succeeded(replies) as typeof replies
    expect(others).toEqual([])
    expect((await collect(second.address, renewed?.body['access_token'], await prove())).status).toBe(200)
    expect(await second.issuer.credentials()).toMatchObject([{ state: 'issued' }, { state: 'issued' }])
  })
})
