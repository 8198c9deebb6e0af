import type { Ask } from '@lontar/documents/ask'
import { describe, expect, it } from 'vitest'
import { hotel, pulsa, resident } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'
import { authoriseByApiKey, createApiKey } from './api-keys.ts'
import { createVerifierService, type VerifierServiceOptions } from './create-verifier-service.ts'

const asks: ReadonlyMap<string, Ask> = new Map([hotel, resident, pulsa].map((ask) => [ask.id, ask]))
const json = { 'content-type': 'application/json' }

interface Shop {
  readonly scene: Scene
  /** Calls the service with the key of the shop. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** Calls it without one. */
  stranger(path: string, init?: RequestInit): Promise<Response>
  post(body: unknown): Promise<Response>
}

async function openShop(options: Partial<VerifierServiceOptions> = {}, url?: string): Promise<Shop> {
  const scene = await openScene(url === undefined ? {} : { url })
  const { key, hash } = await createApiKey()
  const service = await createVerifierService({
    verifier: scene.verifier,
    asks,
    authorise: authoriseByApiKey([hash]),
    ...options,
  })
  const stranger = (path: string, init: RequestInit = {}) =>
    service(new Request(`${scene.verifier.url}${path}`, init))
  const call = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${key}`)
    return stranger(path, { ...init, headers })
  }
  const post = (body: unknown) =>
    call('/requests', { method: 'POST', headers: json, body: JSON.stringify(body) })
  return { scene, call, stranger, post }
}

async function made(shop: Shop, ask = 'hotel') {
  const response = await shop.post({ ask })
  expect(response.status).toBe(201)
  return (await response.json()) as { transactionId: string; requestUri: string }
}

async function answered({ scene }: Shop, { requestUri }: { requestUri: string }, index = 7): Promise<void> {
  const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
  await scene.post(await scene.holder.present(object, await scene.credential({ index }), scene.now))
}

async function body(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>
}

describe('the service', () => {
  it('makes a request, and tells how it ended with exactly the claims asked for', async () => {
    const shop = await openShop()
    const request = await made(shop)
    const path = `/requests/${request.transactionId}`
    expect(await body(await shop.call(path))).toEqual({
      state: 'pending',
      claims: null,
      verdict: null,
      refusal: null,
    })
    await answered(shop, request)
    const response = await shop.call(path)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await body(response)).toMatchObject({
      state: 'accepted',
      claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
      verdict: { ok: true },
      refusal: null,
    })
  })

  it('explains a refusal to the shop and to its visitor', async () => {
    const shop = await openShop()
    shop.scene.issuer.statuses[9] = 2
    const request = await made(shop)
    await answered(shop, request, 9)
    expect(await body(await shop.call(`/requests/${request.transactionId}`))).toMatchObject({
      state: 'refused',
      claims: null,
      refusal: {
        decisive: { id: 'status', code: 'status_suspended', docs: 'docs/errors/status_suspended.md' },
        holder: { reasonId: 'suspended', reason: { en: 'The credential is suspended.' } },
      },
    })
  })

  it('makes no request for an ask that asks for nothing', async () => {
    const shop = await openShop()
    const response = await shop.post({ ask: 'pulsa' })
    expect([response.status, await response.json()]).toEqual([200, { needed: false }])
    expect(await body(await shop.stranger('/ask/pulsa'))).toEqual({ state: 'accepted' })
  })

  it('lists what may be asked, and the receipts of what was', async () => {
    const shop = await openShop()
    const { asks: listed } = (await (await shop.call('/asks')).json()) as { asks: { name: string }[] }
    expect(listed.map(({ name }) => name)).toEqual(['hotel', 'resident-ticket', 'pulsa'])
    await answered(shop, await made(shop))
    const { receipts } = (await (await shop.call('/receipts?limit=1')).json()) as { receipts: object[] }
    expect(receipts).toMatchObject([{ ask: 'hotel', state: 'accepted' }])
    expect(JSON.stringify(receipts)).not.toContain('MARIA')
  })

  it('keeps the browser of a wallet on the same device bound to its response code', async () => {
    const shop = await openShop()
    const created = await body(await shop.post({ ask: 'hotel', returnTo: 'https://hotel.example/done' }))
    const { transactionId, sameDeviceUri } = created as Record<string, string>
    const { scene } = shop
    const object = await scene.holder.read(scene.verifier.fetch, sameDeviceUri ?? '', scene.now)
    const posted = await scene.post(await scene.holder.present(object, await scene.credential(), scene.now))
    const back = new URL(((await posted.json()) as { redirect_uri: string }).redirect_uri)
    const code = back.searchParams.get('response_code')
    expect(await body(await shop.call(`/requests/${transactionId}`))).toMatchObject({
      state: 'pending',
      claims: null,
    })
    const wrong = `/requests/${transactionId}?response_code=${'x'.repeat(43)}`
    expect(await body(await shop.call(wrong))).toMatchObject({ state: 'pending', claims: null })
    expect(await body(await shop.call(`/requests/${transactionId}?response_code=${code}`))).toMatchObject({
      state: 'accepted',
      claims: { name: 'MARIA CONTOH' },
    })
  })

  it('answers what it does not understand with a code, and nothing of what it was sent', async () => {
    const shop = await openShop()
    const post = (text: string, headers: HeadersInit = json) =>
      shop.call('/requests', { method: 'POST', headers, body: text })
    const answers = [
      [await shop.post({ ask: 'MARIA' }), 404, 'ask_unknown'],
      [await shop.post({ ask: 'toString' }), 404, 'ask_unknown'],
      [await shop.post({ ask: 7 }), 400, 'invalid_request'],
      [await shop.post({ ask: 'hotel', MARIA: 1 }), 400, 'invalid_request'],
      [await shop.post({ ask: 'hotel', returnTo: 'http://MARIA.example/' }), 400, 'invalid_request'],
      [await post('{"ask":"hotel","ask":"MARIA"}'), 400, 'invalid_request'],
      [await post('["MARIA"]'), 400, 'invalid_request'],
      [await post('ask=MARIA', { 'content-type': 'text/plain' }), 415, 'invalid_request'],
      [await post(`{"ask":"${'MARIA'.repeat(2_000)}"}`), 413, 'invalid_request'],
      [await shop.call('/requests/unknown'), 404, 'transaction_unknown'],
      [await shop.call('/requests/unknown/events'), 404, 'transaction_unknown'],
      [await shop.call('/requests/unknown?wait=31'), 400, 'invalid_request'],
      [await shop.call('/requests/unknown?wait=1&wait=1'), 400, 'invalid_request'],
      [await shop.call('/receipts?limit=0'), 400, 'invalid_request'],
      [await shop.call('/ask/MARIA'), 404, 'ask_unknown'],
      [await shop.call('/requests', { method: 'DELETE' }), 405, 'invalid_request'],
      [await shop.call('/nothing'), 404, 'invalid_request'],
    ] as const
    for (const [response, status, error] of answers) {
      const text = await response.text()
      expect([response.status, (JSON.parse(text) as { error: string }).error, text]).toEqual([
        status,
        error,
        text,
      ])
      expect(text).not.toContain('MARIA')
    }
  })

  it('names the header that a body of JSON came without', async () => {
    const shop = await openShop()
    const answer = await shop.call('/requests', { method: 'POST', body: '{"ask":"hotel"}' })
    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ error_description: expect.stringContaining('Content-Type') })
  })

  it('gives up on a body that does not come', async () => {
    const shop = await openShop({ wait: async () => {} })
    const never = new ReadableStream<Uint8Array>({
      start: (out) => out.enqueue(new TextEncoder().encode('{"ask":')),
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: json,
      body: never,
      duplex: 'half',
    }
    const response = await shop.call('/requests', init)
    expect(response.status).toBe(408)
    expect(response.headers.get('connection')).toBe('close')
  })

  it('starts with no ask that cannot be asked', async () => {
    const { verifier } = await openScene({ trust: { issuers: [], roots: [], verifiers: [] } })
    await expect(createVerifierService({ verifier, asks })).rejects.toMatchObject({
      code: 'issuer_untrusted',
    })
  })

  it('serves wallets as the verifier itself does', async () => {
    const shop = await openShop()
    const { requestUri } = await made(shop)
    const address = new URL(requestUri).searchParams.get('request_uri') ?? ''
    expect((await shop.stranger(new URL(address).pathname.replace('/lontar', ''))).status).toBe(200)
    expect((await shop.stranger('/lontar-verify.js')).headers.get('content-type')).toContain('javascript')
  })
})

describe('waiting for a result', () => {
  it('ends at the decision', async () => {
    const shop = await openShop()
    const request = await made(shop)
    const waiting = shop.call(`/requests/${request.transactionId}?wait=30`)
    await answered(shop, request)
    expect(await body(await waiting)).toMatchObject({ state: 'accepted' })
  })

  it('ends when its time is over, and when the caller leaves', async () => {
    const scene = await openScene({ wait: async () => {} })
    const request = await scene.request()
    const service = await createVerifierService({ verifier: scene.verifier, asks, authorise: () => true })
    const ask = (signal?: AbortSignal) =>
      service(
        new Request(
          `${scene.verifier.url}/requests/${request.transactionId}?wait=30`,
          signal ? { signal } : {},
        ),
      )
    expect(await body(await ask())).toMatchObject({ state: 'pending' })
    const patient = await openScene()
    const open = await patient.request()
    const leaves = new AbortController()
    const left = patient.verifier.awaitResult(open.transactionId, {
      waitMilliseconds: 1e6,
      signal: leaves.signal,
    })
    leaves.abort()
    expect(await left).toMatchObject({ state: 'pending' })
  })

  it('streams each state once, and ends with the final one', async () => {
    const shop = await openShop()
    const request = await made(shop)
    const stream = await shop.call(`/requests/${request.transactionId}/events`)
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    const told = stream.text()
    await answered(shop, request)
    expect(await told).toBe(
      'event: state\ndata: {"state":"pending"}\n\nevent: state\ndata: {"state":"accepted"}\n\n',
    )
  })
})

describe('who may call the service', () => {
  const guarded = ['/asks', '/requests/x', '/requests/x/events', '/receipts', '/result/x']

  it('is whoever has a key, and nobody with another, a part of it, or none', async () => {
    const shop = await openShop()
    const { key } = await createApiKey()
    const wrong = [undefined, `Bearer ${key}`, 'Bearer ', `Basic ${key}`, key, `Bearer ${key} ${key}`]
    for (const path of guarded) {
      expect((await shop.call(path)).status).not.toBe(401)
      for (const authorization of wrong) {
        const response = await shop.stranger(
          path,
          authorization === undefined ? {} : { headers: { authorization } },
        )
        expect([path, response.status]).toEqual([path, 401])
        expect(response.headers.get('www-authenticate')).toBe('Bearer')
      }
    }
    const post = { method: 'POST', headers: json, body: '{"ask":"hotel"}' }
    expect((await shop.stranger('/requests', post)).status).toBe(401)
  })

  it('is nobody when no key was made and the service is not on loopback', async () => {
    const { verifier } = await openScene()
    for (const options of [{}, { authorise: authoriseByApiKey([]) }]) {
      const service = await createVerifierService({ verifier, asks, ...options })
      for (const path of guarded)
        expect((await service(new Request(`${verifier.url}${path}`))).status).toBe(401)
      expect((await service(new Request(`http://127.0.0.1/lontar/asks`))).status).toBe(401)
    }
  })

  it('is this machine when the service is on loopback, and no page of another site', async () => {
    const { verifier } = await openScene({ url: 'http://127.0.0.1:4100' })
    const service = await createVerifierService({ verifier, asks })
    const status = async (url: string, headers: HeadersInit = {}) =>
      (await service(new Request(url, { headers }))).status
    expect(await status('http://127.0.0.1:4100/asks')).toBe(200)
    expect(await status('http://localhost:4100/asks')).toBe(200)
    expect(await status('http://rebound.example:4100/asks')).toBe(401)
    expect(await status('http://127.0.0.1:4100/asks', { 'sec-fetch-site': 'cross-site' })).toBe(401)
  })

  it('is no page of another origin, and nobody who names another host', async () => {
    const { verifier } = await openScene({ url: 'http://127.0.0.1:4100' })
    const service = await createVerifierService({ verifier, asks })
    const status = async (headers: HeadersInit, host = '127.0.0.1') =>
      (await service(new Request(`http://${host}:4100/asks`, { headers }))).status
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1:3000',
      'https://127.0.0.1:4100',
      '',
    ])
      expect([origin, await status({ origin })]).toEqual([origin, 401])
    for (const host of [
      '',
      'evil.example',
      '127.0.0.1.evil.example',
      'a@127.0.0.1',
      '127.0.0.1, evil.example',
    ])
      expect([host, await status({ host })]).toEqual([host, 401])
    expect(await status({ origin: 'http://127.0.0.1:4100', host: '127.0.0.1:4100' })).toBe(200)
    expect(await status({ origin: 'http://localhost:4100', host: 'LOCALHOST:4100' }, 'localhost')).toBe(200)
    expect(await status({ host: '[::1]:4100' }, '[::1]')).toBe(200)
  })

  it('is everyone for the document, the script and the page of an ask', async () => {
    const shop = await openShop()
    expect((await shop.stranger('/openapi.json')).status).toBe(200)
    const page = await shop.stranger('/ask/hotel', { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
    const element = await shop.stranger('/ask/hotel', { headers: { 'lontar-element': '1' } })
    expect(element.headers.get('access-control-allow-origin')).toBeNull()
    expect(await body(element)).toMatchObject({ error: 'credential_required', name: 'Hotel Contoh' })
  })
})

describe('the page of an ask', () => {
  it('has a nonce of the random bytes that the service was given', async () => {
    const shop = await openShop({ randomBytes: (length) => new Uint8Array(length).fill(7) })
    const element = await shop.stranger('/ask/hotel', { headers: { 'lontar-element': '1' } })
    const cookie = element.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await answered(shop, (await element.json()) as { requestUri: string })
    const page = await shop.stranger('/ask/hotel', { headers: { cookie, accept: 'text/html' } })
    const nonce = Buffer.alloc(16, 7).toString('base64url')
    expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
  })

  it('tells everybody that the visitor was accepted, and his claims to the shop alone', async () => {
    const shop = await openShop()
    const element = await shop.stranger('/ask/hotel', { headers: { 'lontar-element': '1' } })
    const cookie = element.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await answered(shop, (await element.json()) as { requestUri: string })
    const html = { cookie, accept: 'text/html', 'accept-language': 'en' }
    const page = await shop.stranger('/ask/hotel', { headers: html })
    const text = await page.text()
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining("default-src 'none'"),
    ])
    expect(text).toContain('The proof was accepted')
    expect(text).not.toContain('MARIA')
    expect(await body(await shop.stranger('/ask/hotel', { headers: { cookie } }))).toEqual({
      state: 'accepted',
    })
    expect(await body(await shop.call('/ask/hotel', { headers: { cookie } }))).toEqual({
      state: 'accepted',
      claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
    })
    expect((await shop.call('/ask/resident-ticket', { headers: { cookie } })).status).toBe(401)
  })
})
