import { OperationError } from '@lontar/credentials/errors'
import { createLocalSigner, generatePrivateJwk, parseJws } from '@lontar/credentials/jose'
import { parseAuthorizationRequestUri } from '@lontar/openid4vc/openid4vp'
import { describe, expect, it } from 'vitest'
import { createVerifier } from '../create-verifier.ts'
import { pulsa } from '../fixtures/asks.ts'
import { objectUrlOf } from '../fixtures/object-url-of.ts'
import { openScene } from '../fixtures/scene.ts'
import { createMemoryVerifierStore } from '../memory-verifier-store.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }

function get(
  scene: Awaited<ReturnType<typeof openScene>>,
  url: string,
  init?: RequestInit,
): Promise<Response> {
  return scene.verifier.fetch(new Request(url, init))
}

describe('the script of the web component', () => {
  it('is served as one module that a page loads from its own origin', async () => {
    const scene = await openScene()
    const url = `${scene.verifier.url}/lontar-verify.js`
    const response = await get(scene, url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toContain('customElements.define(`lontar-verify`')
    expect((await get(scene, url, { method: 'POST' })).status).toBe(405)
  })
})

describe('the request endpoint', () => {
  it('serves the signed request object again and again until the transaction is decided', async () => {
    const scene = await openScene()
    const { requestUri, object } = await scene.request()
    const url = objectUrlOf(requestUri)
    for (const _ of [1, 2]) {
      const response = await get(scene, url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/oauth-authz-req+jwt')
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    await scene.post(`error=access_denied&state=${object.state}`)
    expect((await get(scene, url)).status).toBe(404)
  })

  it('is gone when the transaction has expired', async () => {
    const scene = await openScene()
    const { requestUri, expiresAt } = await scene.request()
    scene.now = expiresAt
    expect((await get(scene, objectUrlOf(requestUri))).status).toBe(404)
  })

  it('signs what OpenID4VP asks for', async () => {
    const scene = await openScene()
    const { requestUri } = await scene.request()
    const link = parseAuthorizationRequestUri(requestUri)
    const { header, payload } = parseJws(await (await get(scene, objectUrlOf(requestUri))).text())
    expect(header).toMatchObject({ typ: 'oauth-authz-req+jwt', alg: 'ES256' })
    expect(payload).toMatchObject({
      client_id: link.clientId,
      aud: 'https://self-issued.me/v2',
      response_type: 'vp_token',
      response_mode: 'direct_post.jwt',
      response_uri: 'https://hotel.example/lontar/response',
      lontar_ask: { service: 'hotel_wni', legal_basis: 'contract', retention_days: 1 },
      client_metadata: { client_name: 'Hotel Contoh' },
    })
    expect(payload).not.toHaveProperty('redirect_uri')
    expect(payload).not.toHaveProperty('scope')
    expect(String(payload.nonce)).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(String(payload.state)).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('uses the did:jwk of a signer that is named by a thumbprint', async () => {
    const signer = await createLocalSigner(await generatePrivateJwk())
    const scene = await openScene({ signer })
    expect(scene.verifier.clientId).toMatch(/^decentralized_identifier:did:jwk:/)
    expect((await scene.request()).object.clientId).toBe(scene.verifier.clientId)
  })

  it('makes every request with a nonce, state and id of its own', async () => {
    const scene = await openScene()
    const requests = await Promise.all(Array.from({ length: 20 }, () => scene.request()))
    const secrets = requests.flatMap(({ transactionId, requestUri, object }) => [
      transactionId,
      requestUri,
      object.nonce,
      object.state,
    ])
    expect(new Set(secrets).size).toBe(80)
  })

  it('gives the nonce of the wallet back on POST', async () => {
    const scene = await openScene()
    const { requestUri } = await scene.request()
    const url = objectUrlOf(requestUri)
    const post = (body: string): Promise<Response> => get(scene, url, { method: 'POST', headers: form, body })
    const answered = await post('wallet_nonce=abc123&wallet_metadata=%7B%7D')
    expect(parseJws(await answered.text()).payload.wallet_nonce).toBe('abc123')
    expect(parseJws(await (await post('')).text()).payload).not.toHaveProperty('wallet_nonce')
    expect((await get(scene, url, { method: 'POST' })).status).toBe(200)
    expect((await post('wallet_nonce=a&wallet_nonce=b')).status).toBe(400)
    expect((await post(`wallet_nonce=${'a'.repeat(600)}`)).status).toBe(400)
    expect((await post(`wallet_metadata=${'a'.repeat(20_000)}`)).status).toBe(413)
  })
})

describe('a body that does not come', () => {
  const wait = async (): Promise<void> => {}

  it('is 408 at every endpoint that reads one, ends the connection, and leaves the request open', async () => {
    const scene = await openScene({ wait, bodyTimeoutSeconds: 1 })
    const { requestUri, transactionId } = await scene.request()
    for (const url of [`${scene.verifier.url}/response`, objectUrlOf(requestUri)]) {
      const body = new ReadableStream({ pull: () => new Promise(() => {}) })
      const init = { method: 'POST', headers: form, body, duplex: 'half' } as RequestInit
      const response = await get(scene, url, init)
      expect(response.status).toBe(408)
      expect(response.headers.get('connection')).toBe('close')
      expect(await response.json()).toMatchObject({ error: 'invalid_request' })
      expect(scene.errors.at(-1)).toMatchObject({ code: 'request_body_incomplete' })
    }
    expect((await scene.verifier.result(transactionId)).state).toBe('pending')
  })

  it('is waited for 10 seconds by default', async () => {
    const waits: number[] = []
    const scene = await openScene({ wait: async (milliseconds) => void waits.push(milliseconds) })
    await scene.post('a=b')
    expect(waits).toEqual([10_000])
  })

  it.each([0, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('is not waited for %d seconds', async (seconds) => {
    await expect(openScene({ bodyTimeoutSeconds: seconds })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })
})

describe('the result endpoint', () => {
  it('answers with the transaction id and with no other id', async () => {
    const scene = await openScene()
    const { transactionId, requestUri, object } = await scene.request()
    const requestId = objectUrlOf(requestUri).split('/').at(-1) ?? ''
    const result = await get(scene, `${scene.verifier.url}/result/${transactionId}`)
    expect(result.headers.get('cache-control')).toBe('no-store')
    expect(result.headers.get('access-control-allow-origin')).toBeNull()
    expect(await result.json()).toEqual({ state: 'pending', verdict: null, claims: null })
    for (const id of [requestId, object.state ?? '', object.nonce, 'guess', `${transactionId}x`]) {
      expect((await get(scene, `${scene.verifier.url}/result/${id}`)).status).toBe(404)
      await expect(scene.verifier.result(id)).rejects.toMatchObject({ code: 'transaction_unknown' })
    }
    expect(requestUri).not.toContain(transactionId)
  })

  it('gives the claims once it is accepted', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.exchange()
    const result = await (await get(scene, `${scene.verifier.url}/result/${transactionId}`)).json()
    expect(result).toMatchObject({
      state: 'accepted',
      verdict: { ok: true },
      claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
    })
  })

  it('erases what expired one lifetime ago when a new request is made', async () => {
    const scene = await openScene()
    const { transactionId, expiresAt } = await scene.exchange().then(async ({ transactionId }) => ({
      transactionId,
      expiresAt: (await scene.store.readTransaction(transactionId))?.record.expiresAt ?? new Date(0),
    }))
    scene.now = new Date(expiresAt.getTime() + 300_001)
    await scene.request()
    await expect(scene.verifier.result(transactionId)).rejects.toMatchObject({ code: 'transaction_unknown' })
  })
})

describe('the routes', () => {
  it('answer nothing outside the path of the public URL', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.request()
    for (const path of ['/', '/lontar', '/lontar/', `/result/${transactionId}`, '/lontar/response/x']) {
      expect((await get(scene, `https://hotel.example${path}`)).status).toBe(404)
    }
  })

  it('work at the root and behind another host, because only the configured URL counts', async () => {
    const scene = await openScene({ url: 'https://hotel.example' })
    const { transactionId, object } = await scene.request()
    expect(object.responseUri).toBe('https://hotel.example/response')
    expect((await get(scene, `http://10.1.2.3:8080/result/${transactionId}`)).status).toBe(200)
  })

  it('refuse other methods', async () => {
    const scene = await openScene()
    for (const path of ['response', 'result/x', 'request/x']) {
      const method = path === 'response' ? 'GET' : 'DELETE'
      expect((await get(scene, `${scene.verifier.url}/${path}`, { method })).status).toBe(405)
    }
  })

  it('let a wallet in a browser read the request and answer it', async () => {
    const scene = await openScene()
    const preflight = await get(scene, `${scene.verifier.url}/response`, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('answer 503 when the store is down and 500 for what nobody expected, and say so', async () => {
    for (const [error, status] of [
      [new OperationError('database_locked', 'locked'), 503],
      [new Error('TANDA RAHASIA'), 500],
    ] as const) {
      const store = { ...createMemoryVerifierStore(), readTransaction: () => Promise.reject(error) }
      const scene = await openScene({ store })
      const response = await get(scene, `${scene.verifier.url}/result/abc`)
      expect(response.status).toBe(status)
      expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null)
      expect(await response.text()).not.toContain('RAHASIA')
      expect(scene.errors).toEqual([error])
    }
  })
})

describe('a request', () => {
  it('is not needed for an ask that asks for nothing', async () => {
    const scene = await openScene()
    expect(await scene.verifier.request(pulsa)).toEqual({ needed: false })
  })

  it('is refused when claims are asked of no credential', async () => {
    const scene = await openScene()
    const broken = { ...pulsa, claims: ['name'] }
    await expect(scene.verifier.request(broken)).rejects.toMatchObject({ code: 'ask_malformed' })
    expect(() => scene.verifier.require(broken)).toThrow(expect.objectContaining({ code: 'ask_malformed' }))
  })

  it('is refused when nobody trusted issues the type', async () => {
    const scene = await openScene({ trust: { issuers: [], roots: [], verifiers: [] } })
    await expect(scene.request()).rejects.toMatchObject({ code: 'issuer_untrusted' })
  })
})

describe('createVerifier', () => {
  it.each([
    'http://hotel.example',
    'https://hotel.example/?a=b',
    'https://a:b@hotel.example',
    'hotel',
    'ftp://x',
  ])('refuses the URL %s', async (url) => {
    await expect(openScene({ url })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a life of %d seconds', async (seconds) => {
    await expect(openScene({ expiresInSeconds: seconds })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })

  it('takes https and loopback, and drops the slash at the end', async () => {
    const signer = await createLocalSigner(await generatePrivateJwk())
    const trust = { issuers: [], roots: [], verifiers: [] }
    for (const [url, expected] of [
      ['https://hotel.example/', 'https://hotel.example'],
      ['https://hotel.example/a/b/', 'https://hotel.example/a/b'],
      ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
    ] as const) {
      const verifier = createVerifier({
        url,
        name: 'Hotel',
        trust,
        signer,
        store: createMemoryVerifierStore(),
      })
      expect(verifier.url).toBe(expected)
    }
  })
})
