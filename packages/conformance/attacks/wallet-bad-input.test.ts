// What a hostile verifier, link or network does to a wallet, over real HTTP. Rows F of the threat model.
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { type JsonObject, parseJws } from '@lontar/credentials/jose'
import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { overHttp } from './support/hotel-over-http.ts'
import { codeOf, refusalOf } from './support/lanes.ts'
import { hotel, openRooms, type Rooms } from './support/rooms.ts'

interface Call {
  readonly path: string
  readonly body: string
}

let rooms: Rooms
let server: LoopbackServer
let verifier: Verifier
let wallet: Wallet
/** What reached the verifier's address, in order. */
let calls: Call[]
/** Answers in the verifier's place, where it gives a response. */
let interceptor: (request: Request) => Promise<Response | undefined>

beforeAll(async () => {
  rooms = await openRooms()
  server = await startLoopbackServer(async (request) => {
    const copy = request.clone()
    calls.push({ path: new URL(request.url).pathname, body: await copy.text() })
    return (await interceptor(request)) ?? verifier.fetch(request)
  })
  const now = () => rooms.clock.now
  verifier = createVerifier({
    url: server.url,
    name: 'Hotel Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    requestUriMethod: 'post',
    fetch: rooms.network.fetch,
    now,
  })
  const fetch: typeof overHttp = (url, init) =>
    url.startsWith(server.url) ? overHttp(url, init) : rooms.network.fetch(url, init)
  wallet = await openWallet({ vault: createMemoryVault(), fetch, now })
  const options = { configurationIds: ['ktp_vc+sd-jwt'], txCode: false }
  const { credentialOfferUri } = await rooms.issuer.offer(await rooms.identity(), options)
  await wallet.receive(credentialOfferUri, { trust: rooms.trust })
})
beforeEach(() => {
  calls = []
  interceptor = async () => undefined
})
afterAll(() => server.close())

async function request() {
  const created = await verifier.request(hotel)
  if (!('requestUri' in created)) throw new TypeError('this ask needs a request')
  return created
}

const review = (link: string) => wallet.review(link, { trust: rooms.trust })

const answered = (): readonly Call[] => calls.filter(({ path }) => path === '/response')

test('the twin: an honest request is answered once, encrypted, after consent and not before', async () => {
  const { requestUri, transactionId } = await request()
  const reviewed = await review(requestUri)
  expect(answered()).toEqual([])
  await expect(wallet.respond(reviewed, {} as { consent: true })).rejects.toMatchObject({
    code: 'consent_missing',
  })
  expect(answered()).toEqual([])
  await wallet.respond(reviewed, { consent: true })
  expect(answered().map(({ body }) => body.slice(0, 9))).toEqual(['response='])
  expect((await verifier.result(transactionId)).state).toBe('accepted')
  await expect(wallet.respond(reviewed, { consent: true })).rejects.toThrow()
  expect(answered()).toHaveLength(1)
})

describe('F14 downgraded response mode', () => {
  test('in the link: what stands beside the request counts for nothing, and the answer is encrypted', async () => {
    const { requestUri, transactionId } = await request()
    const evil = encodeURIComponent('https://evil.example/response')
    const more = `&response_mode=direct_post&response_uri=${evil}&client_metadata=%7B%7D&nonce=mine`
    await wallet.respond(await review(requestUri + more), { consent: true })
    expect(answered().map(({ body }) => /^response=[\w-]+\./.test(body))).toEqual([true])
    expect((await verifier.result(transactionId)).state).toBe('accepted')
  })

  test.each<readonly [string, (payload: JsonObject) => JsonObject]>([
    ['to an answer in clear', (payload) => ({ ...payload, response_mode: 'direct_post' })],
    ['to an answer in an address', (payload) => ({ ...payload, response_mode: 'fragment' })],
    ['to another address', (payload) => ({ ...payload, response_uri: 'https://evil.example/response' })],
    ['to no key', ({ client_metadata: _metadata, ...payload }) => payload],
    ['to another nonce', (payload) => ({ ...payload, nonce: 'of-the-attacker-0123456789' })],
  ])(
    'on the way, %s: the wallet sees that its verifier did not sign that, and tells nobody',
    async (_name, change) => {
      const { requestUri } = await request()
      interceptor = async (call) => {
        const response = await verifier.fetch(call)
        const jwt = await response.text()
        const [header, , signature] = jwt.split('.')
        const { payload } = parseJws(jwt)
        const changed = Buffer.from(JSON.stringify(change(payload))).toString('base64url')
        return new Response(`${header}.${changed}.${signature}`, response)
      }
      expect(await codeOf(review(requestUri))).toBe('authorization_request_signature_invalid')
      expect(answered()).toEqual([])
    },
  )
})

describe('F9 a redirect', () => {
  test.each([301, 302, 303, 307, 308])('by %i is followed from neither address', async (status) => {
    const elsewhere = await startLoopbackServer(async ({ url }) => {
      followed.push(url)
      return new Response('{}')
    })
    const followed: string[] = []
    const away = async (path: string) =>
      new Response(null, { status, headers: { location: elsewhere.url + path } })
    const { requestUri, transactionId } = await request()
    interceptor = async ({ url }) => (url.includes('/request/') ? away('/request') : undefined)
    expect(await codeOf(review(requestUri))).toMatch(/^network_(?:redirect_refused|status_unexpected)$/)
    interceptor = async ({ url }) => (url.endsWith('/response') ? away('/response') : undefined)
    const reviewed = await review(requestUri)
    expect(await codeOf(wallet.respond(reviewed, { consent: true }))).toMatch(
      /^network_(?:redirect_refused|status_unexpected)$/,
    )
    expect(followed).toEqual([])
    expect((await verifier.result(transactionId)).state).toBe('pending')
    await elsewhere.close()
  })
})

describe('F10 a link into the inner network', () => {
  const inner = [
    'http://127.0.0.1/request',
    'https://127.0.0.1/request',
    'https://127.1/request',
    'https://2130706433/request',
    'https://0x7f000001/request',
    'https://0177.0.0.1/request',
    'https://[::1]/request',
    'https://[::ffff:127.0.0.1]/request',
    'https://[64:ff9b::7f00:1]/request',
    'https://localhost/request',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/request',
    'https://192.168.1.1/request',
    'https://[fd00::1]/request',
    'https://user:secret@hotel.example/request',
    'file:///etc/passwd',
    'data:application/jwt,e30',
  ]

  test.each(inner)('%s is not fetched', async (address) => {
    const guarded = createGuardedFetch({})
    const careful = await openWallet({ vault: createMemoryVault(), fetch: guarded })
    const clientId = encodeURIComponent(verifier.clientId)
    for (const method of ['get', 'post']) {
      const link = `openid4vp://?client_id=${clientId}&request_uri=${encodeURIComponent(address)}&request_uri_method=${method}`
      expect(await codeOf(careful.review(link))).toMatch(
        /^(?:url_(?:address_forbidden|scheme_forbidden|malformed)|authorization_request_malformed)$/,
      )
    }
  })

  test('is not even looked at before the holder opens it, and nothing else is fetched for it', async () => {
    const { requestUri } = await request()
    expect(calls).toEqual([])
    await review(requestUri)
    expect(calls.map(({ path }) => path.split('/')[1])).toEqual(['request'])
  })
})

describe('F12 and F18 replies that are mixed up', () => {
  test('the requests of two wallets, exchanged on the way, are refused by their nonces', async () => {
    const [first, second] = [await request(), await request()]
    const swapped = [Promise.withResolvers<Response>(), Promise.withResolvers<Response>()] as const
    let arrived = 0
    interceptor = async (call) => {
      const [mine, theirs] = arrived++ === 0 ? swapped : ([swapped[1], swapped[0]] as const)
      theirs.resolve(await verifier.fetch(call))
      return mine.promise
    }
    const codes = await Promise.all([first, second].map(({ requestUri }) => codeOf(review(requestUri))))
    expect(codes).toEqual(Array.from({ length: 2 }, () => 'authorization_request_wallet_nonce_mismatch'))
    expect(answered()).toEqual([])
  })

  test('an older request, played back to another review, is refused by its nonce', async () => {
    const { requestUri } = await request()
    let kept: Response | undefined
    interceptor = async (call) => {
      kept ??= await verifier.fetch(call)
      return kept.clone()
    }
    await review(requestUri)
    expect(await codeOf(review(requestUri))).toBe('authorization_request_wallet_nonce_mismatch')
  })

  test('each answer goes to the request that was reviewed, in whatever order the holder consents', async () => {
    const requests = await Promise.all([request(), request(), request()])
    const reviews = await Promise.all(requests.map(({ requestUri }) => review(requestUri)))
    await wallet.decline(reviews[1] as (typeof reviews)[number])
    await Promise.all(
      [2, 0].map((at) => wallet.respond(reviews[at] as (typeof reviews)[number], { consent: true })),
    )
    const results = await Promise.all(requests.map(({ transactionId }) => verifier.result(transactionId)))
    expect(results.map(({ state }) => state)).toEqual(['accepted', 'refused', 'accepted'])
    expect(refusalOf(results[1]?.verdict ?? { ok: false, checks: [] })).toBe('presentation_declined')
  })
})

describe('F17 a verifier that fishes', () => {
  test('hears the same whether nothing fits or the holder does not want to', async () => {
    const bodies: string[] = []
    const asked = {
      service: 'hotel_wni',
      purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
      legalBasis: 'contract',
      retentionDays: 1,
    } as const
    const types = rooms.trust.issuers
      .flatMap((issuer) => issuer.types)
      .filter((type) => type.includes('/ktp/'))
    for (const value of ['MARIA CONTOH', 'SOMEBODY ELSE']) {
      const claims = [{ path: ['credentialSubject', 'name'], values: [value] }]
      const card = { id: 'card', format: 'vc+sd-jwt', meta: { type_values: [types] }, claims }
      const { requestUri, transactionId } = await verifier.requestQuery({
        ...asked,
        dcqlQuery: { credentials: [card] },
      })
      const reviewed = await review(requestUri)
      expect(reviewed.blocked).toBe(value === 'MARIA CONTOH' ? null : 'wallet_no_matching_credential')
      expect(answered()).toHaveLength(bodies.length)
      await wallet.decline(reviewed)
      const { state, verdict } = await verifier.result(transactionId)
      bodies.push(JSON.stringify([state, verdict, answered().at(-1)?.body.length]))
    }
    expect(new Set(bodies).size).toBe(1)
  })
})
