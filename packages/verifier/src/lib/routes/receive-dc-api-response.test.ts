import { LontarError } from '@lontar/credentials/errors'
import { generatePrivateJwk, type JsonValue, parseJws } from '@lontar/credentials/jose'
import {
  type DcApiMessage,
  type DcApiRequest,
  encryptionJwkOf,
  parseDcApiRequest,
  verifyDcApiRequest,
} from '@lontar/openid4vc/openid4vp'
import { describe, expect, it } from 'vitest'
import { hotel, resident } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'
import type { Mischief } from '../fixtures/scripted-holder.ts'
import type { VerifierOptions } from '../verifier-options.ts'

const origin = 'https://hotel.example'
const page = `${origin}/check-in`

/** A visitor's page with its request, as the element has it. */
interface Visit {
  readonly scene: Scene
  readonly cookie: string
  readonly requests: readonly DcApiMessage[]
  readonly responseUrl: string
  readonly requestUri: string
}

/** What the element is told, checked no further than each test does. */
interface Told {
  readonly requestUri: string
  readonly dcApi: { readonly requests: readonly DcApiMessage[]; readonly responseUrl: string } | null
}

async function told(scene: Scene, ask = hotel) {
  const headers = { 'lontar-element': '1', accept: 'application/json' }
  const { response } = await scene.verifier.require(ask)(new Request(page, { headers }))
  if (response === undefined) throw new TypeError('the guard let the call through')
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { ...((await response.json()) as Told), cookie }
}

async function visit(options: Partial<VerifierOptions> = {}, scene?: Scene): Promise<Visit> {
  const open = scene ?? (await openScene(options))
  const { dcApi, cookie, requestUri } = await told(open)
  if (dcApi === null) throw new TypeError('the Digital Credentials API is not offered')
  return { scene: open, cookie, requestUri, ...dcApi }
}

/** Reads the first request as a wallet does. */
async function read({ requests, scene }: Visit, expectedOrigin = origin): Promise<DcApiRequest> {
  const [request] = requests
  if (request === undefined) throw new TypeError('there is no request')
  return verifyDcApiRequest(parseDcApiRequest(request), { expectedOrigin, now: scene.now })
}

async function present(visited: Visit, mischief?: Mischief): Promise<DcApiMessage> {
  const { scene } = visited
  const request = await read(visited)
  return scene.holder.presentDcApi(request, await scene.credential(), scene.now, mischief)
}

interface Posting {
  readonly headers?: Record<string, string | undefined>
  readonly method?: string
}

/** Posts as the page does, or not quite. */
function post(
  { scene, responseUrl, cookie }: Visit,
  body: unknown,
  { headers = {}, method = 'POST' }: Posting = {},
): Promise<Response> {
  const all = { 'content-type': 'application/json', origin, cookie, ...headers }
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const init = method === 'POST' ? { method, headers: kept, body: text } : { method, headers: kept }
  return scene.verifier.fetch(new Request(new URL(responseUrl, page), init))
}

async function credentialOf({ scene, cookie }: Visit) {
  const guarded = await scene.verifier.require(hotel)(new Request(page, { headers: { cookie } }))
  return guarded.credential
}

const codes = ({ scene }: Visit) =>
  scene.errors.map((error) => (error instanceof LontarError ? error.code : 'none'))

const claims = { name: 'MARIA CONTOH', 'age_equal_or_over.18': true }

describe('the requests for the Digital Credentials API', () => {
  it('are signed, for the origins of the verifier alone, and want the answer encrypted to a key of their own', async () => {
    const visited = await visit()
    expect(visited.requests.map(({ protocol }) => protocol)).toEqual(['openid4vp-v1-signed'])
    expect(visited.responseUrl).toMatch(/^\/lontar\/dc\/[\w-]{43}$/)
    const request = await read(visited)
    expect(request).toMatchObject({
      clientId: visited.scene.verifier.clientId,
      responseMode: 'dc_api.jwt',
      clientName: 'Hotel Contoh',
      ask: { service: 'hotel_wni' },
    })
    const { payload } = parseJws(String(visited.requests[0]?.data['request']))
    expect(payload['expected_origins']).toEqual([origin])
    expect('state' in payload || 'response_uri' in payload).toBe(false)
    await expect(read(visited, 'https://elsewhere.example')).rejects.toMatchObject({
      code: 'authorization_request_origin_mismatch',
    })
    const posted = await visited.scene.holder.read(
      visited.scene.verifier.fetch,
      visited.requestUri,
      visited.scene.now,
    )
    expect(posted.nonce).toBe(request.nonce)
    expect(posted.responseEncryption?.recipient.x).not.toBe(request.responseEncryption?.recipient.x)
    const other = await read(await visit({}, visited.scene))
    expect(other.nonce).not.toBe(request.nonce)
    expect(other.responseEncryption?.recipient.x).not.toBe(request.responseEncryption?.recipient.x)
  })

  it('are unsigned for a verifier that is known by its address, and all that it chooses otherwise', async () => {
    const unsigned = await visit({
      clientId: 'redirect_uri:https://hotel.example/lontar/response',
      signer: undefined as never,
    })
    expect(unsigned.requests.map(({ protocol }) => protocol)).toEqual(['openid4vp-v1-unsigned'])
    expect((await read(unsigned)).clientId).toBe(`origin:${origin}`)
    const both = await visit({ dcApiProtocols: ['openid4vp-v1-unsigned', 'openid4vp-v1-signed'] })
    expect(both.requests.map(({ protocol }) => protocol)).toEqual([
      'openid4vp-v1-unsigned',
      'openid4vp-v1-signed',
    ])
  })

  it('are signed under every Client Identifier that the verifier has', async () => {
    const { signer } = (await openScene()).holder
    const other = { clientId: 'registered-hotel', signer }
    const visited = await visit({ otherIdentities: [other] })
    expect(visited.requests.map(({ protocol }) => protocol)).toEqual([
      'openid4vp-v1-multisigned',
      'openid4vp-v1-signed',
    ])
    const [multisigned] = visited.requests
    if (multisigned === undefined) throw new TypeError('there is no request')
    const trust = {
      roots: [],
      verifiers: [
        {
          clientId: 'registered-hotel',
          asks: [],
          jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
        },
      ],
    }
    const expectations = { expectedOrigin: origin, now: visited.scene.now }
    const parsed = parseDcApiRequest(multisigned)
    expect((await verifyDcApiRequest(parsed, expectations)).clientId).toBe(visited.scene.verifier.clientId)
    expect((await verifyDcApiRequest(parsed, { ...expectations, trust })).clientId).toBe('registered-hotel')
  })

  it('are none where no origin may ask', async () => {
    const scene = await openScene({ origins: [] })
    expect((await told(scene)).dcApi).toBeNull()
    const none = await openScene({ dcApiProtocols: [] })
    expect((await told(none)).dcApi).toBeNull()
  })

  it.each([
    ['https://hotel.example/'],
    ['https://hotel.example:443'],
    ['HTTPS://hotel.example'],
    ['http://hotel.example'],
    ['https://user@hotel.example'],
    ['https://hotel.example/path'],
    ['null'],
    ['*'],
  ])('come from no origin %j: that is a mistake of the options', async (odd) => {
    await expect(openScene({ origins: [odd] })).rejects.toThrow(TypeError)
  })

  it('are of protocols that the verifier can make, each once', async () => {
    const twice = ['openid4vp-v1-signed', 'openid4vp-v1-signed'] as const
    await expect(openScene({ dcApiProtocols: twice })).rejects.toThrow(TypeError)
    await expect(openScene({ dcApiProtocols: ['openid4vp' as never] })).rejects.toThrow(TypeError)
    await expect(
      openScene({
        clientId: 'redirect_uri:https://hotel.example/lontar/response',
        dcApiProtocols: ['openid4vp-v1-signed'],
      }),
    ).rejects.toThrow(TypeError)
  })
})

describe('an answer of the Digital Credentials API', () => {
  it.each<[string, Partial<VerifierOptions>]>([
    ['encrypted, to a signed request', {}],
    ['in clear, to a signed request', { responseMode: 'direct_post' }],
    ['encrypted, to an unsigned request', { dcApiProtocols: ['openid4vp-v1-unsigned'] }],
    ['encrypted, to a multi-signed request', { dcApiProtocols: ['openid4vp-v1-multisigned'] }],
  ])('opens the route for the browser that began: %s', async (_, options) => {
    const visited = await visit(options)
    const response = await post(visited, await present(visited))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({})
    expect((await credentialOf(visited))?.claims).toEqual(claims)
    expect(visited.scene.errors).toEqual([])
  })

  it('from an origin that is configured besides is held to that origin', async () => {
    const www = 'https://www.hotel.example'
    const visited = await visit({ origins: [origin, www] })
    const request = await read(visited, www)
    const { holder, now } = visited.scene
    const answer = await holder.presentDcApi(request, await visited.scene.credential(), now)
    expect((await post(visited, answer, { headers: { origin: www } })).status).toBe(200)
    const other = await visit({ origins: [origin, www] })
    const crossed = await present(other)
    expect((await post(other, crossed, { headers: { origin: www } })).status).toBe(400)
    expect(await credentialOf(other)).toBeUndefined()
  })

  it('A.4, 2.3-15: is refused when it is for the Client Identifier and not for the origin', async () => {
    const visited = await visit()
    const audience = visited.scene.verifier.clientId
    const response = await post(visited, await present(visited, { audience }))
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'access_denied' }),
    ])
    expect(await credentialOf(visited)).toBeUndefined()
  })

  it.each<[string, Mischief]>([
    ['another origin', { audience: 'origin:https://elsewhere.example' }],
    ['the origin without its prefix', { audience: origin }],
    ['another nonce', { nonce: 'another-nonce' }],
  ])('is refused when it is bound to %s', async (_, mischief) => {
    const visited = await visit()
    expect((await post(visited, await present(visited, mischief))).status).toBe(400)
    expect(await credentialOf(visited)).toBeUndefined()
  })

  it('2.3-15: posted by a wallet for the response endpoint is refused when it is for the origin', async () => {
    const { scene, requestUri } = await visit({ responseMode: 'direct_post' })
    const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
    const body = await scene.holder.present(object, await scene.credential(), scene.now, {
      audience: `origin:${origin}`,
    })
    expect((await scene.post(body)).status).toBe(400)
  })

  it('F1: counts once, and once of two at the same time', async () => {
    const visited = await visit()
    const answer = await present(visited)
    const both = await Promise.all([post(visited, answer), post(visited, answer)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await post(visited, answer)).status).toBe(400)
  })

  it('F1: comes too late once a wallet has answered the link of the same request', async () => {
    const visited = await visit()
    const { scene, requestUri } = visited
    const answer = await present(visited)
    const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
    const posted = await scene.holder.present(object, await scene.credential(), scene.now)
    expect((await scene.post(posted)).status).toBe(200)
    expect((await post(visited, answer)).status).toBe(400)
  })

  it('F3, F4: of another browser is refused and leaves the request open', async () => {
    const visited = await visit()
    const answer = await present(visited)
    const other = await visit({}, visited.scene)
    const { cookie: foreignAsk } = await told(visited.scene, resident)
    for (const cookie of [undefined, other.cookie, foreignAsk, `${visited.cookie}; ${other.cookie}`]) {
      const response = await post(visited, answer, { headers: { cookie } })
      expect(response.status).toBe(400)
    }
    expect(codes(visited)).toEqual(Array.from({ length: 4 }, () => 'response_state_unknown'))
    expect((await post(visited, answer)).status).toBe(200)
  })

  it('F2: of another transaction is refused', async () => {
    const one = await visit()
    const other = await visit({}, one.scene)
    const answer = await present(one)
    expect((await post({ ...other, cookie: one.cookie }, answer)).status).toBe(400)
    expect((await post(other, answer)).status).toBe(400)
    expect(codes(one)).toEqual(['response_state_unknown', 'authorization_response_undecryptable'])
    expect((await post(one, answer)).status).toBe(200)
  })

  it.each([
    undefined,
    'null',
    'https://elsewhere.example',
    'https://hotel.example.evil.example',
    `${origin}/`,
  ])('from the origin %j is refused before it is read, and leaves the request open', async (odd) => {
    const visited = await visit()
    const answer = await present(visited)
    expect((await post(visited, answer, { headers: { origin: odd } })).status).toBe(403)
    expect(codes(visited)).toEqual(['authorization_response_origin_unexpected'])
    expect((await post(visited, answer)).status).toBe(200)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', undefined])(
    'as %j, which a foreign page could post without asking, is refused',
    async (type) => {
      const visited = await visit()
      const response = await post(visited, await present(visited), { headers: { 'content-type': type } })
      expect(response.status).toBe(415)
    },
  )

  it('is given to no other origin and to no other method', async () => {
    const visited = await visit()
    const response = await post(visited, '{}', { method: 'OPTIONS' })
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([405, null])
    expect((await post(visited, '', { method: 'GET' })).status).toBe(405)
    const answered = await post(visited, await present(visited))
    expect(answered.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('F14: in clear is refused where it was to be encrypted, and leaves the request open', async () => {
    const visited = await visit()
    expect((await post(visited, await present(visited, { inClear: true }))).status).toBe(400)
    expect(codes(visited)).toEqual(['authorization_response_unencrypted'])
    expect((await post(visited, await present(visited))).status).toBe(200)
  })

  it('F13: encrypted is refused where it was to be in clear, and where it is for another key', async () => {
    const clear = await visit({ responseMode: 'direct_post' })
    const encrypted = await visit()
    expect((await post(clear, await present(encrypted))).status).toBe(400)
    expect(codes(clear)).toEqual(['authorization_response_undecryptable'])
    const request = await read(encrypted)
    const recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: 'dc_api' })
    const foreign = await encrypted.scene.holder.presentDcApi(
      { ...request, responseEncryption: { recipient, enc: 'A256GCM' } },
      await encrypted.scene.credential(),
      encrypted.scene.now,
    )
    expect((await post(encrypted, foreign)).status).toBe(400)
    expect(codes(encrypted)).toEqual(['authorization_response_undecryptable'])
  })

  it('that is an error ends the request as refused, and comes in clear', async () => {
    const visited = await visit()
    const answer = { protocol: 'openid4vp-v1-signed', data: { error: 'access_denied' } }
    const response = await post(visited, answer)
    expect([response.status, await response.json()]).toEqual([200, {}])
    expect((await post(visited, await present(visited))).status).toBe(400)
  })

  it.each<[string, JsonValue]>([
    ['no JSON', '{'],
    ['a member twice', '{"protocol":"openid4vp-v1-signed","protocol":"x","data":{"error":"access_denied"}}'],
    ['another protocol', { protocol: 'openid4vp', data: { error: 'access_denied' } }],
    ['no data', { protocol: 'openid4vp-v1-signed' }],
    ['a list', []],
    ['both', { protocol: 'openid4vp-v1-signed', data: { vp_token: { q: ['a'] }, response: 'a' } }],
    ['a broken JWE', { protocol: 'openid4vp-v1-signed', data: { response: 'a.b.c.d.e' } }],
  ])('that is %s is no verdict', async (_, body) => {
    const visited = await visit()
    expect((await post(visited, body)).status).toBe(400)
    expect((await post(visited, await present(visited))).status).toBe(200)
  })

  it('by a protocol that was not offered is no verdict', async () => {
    const visited = await visit()
    const { data } = await present(visited)
    const response = await post(visited, { protocol: 'openid4vp-v1-unsigned', data })
    expect(response.status).toBe(400)
    expect(codes(visited)).toEqual(['authorization_response_malformed'])
    expect((await post(visited, await present(visited))).status).toBe(200)
  })

  it('beyond 256 KiB is refused, whatever length it declares', async () => {
    const visited = await visit()
    expect((await post(visited, `{"x":"${'a'.repeat(262_144)}"}`)).status).toBe(413)
  })

  it('to an unknown request, and after the end, is refused', async () => {
    const visited = await visit()
    const answer = await present(visited)
    const unknown = { ...visited, responseUrl: `/lontar/dc/${'a'.repeat(43)}` }
    expect((await post(unknown, answer)).status).toBe(400)
    visited.scene.now = new Date(visited.scene.now.getTime() + 300_000)
    expect((await post(visited, answer)).status).toBe(400)
    expect(codes(visited)).toEqual(['response_state_unknown', 'response_state_unknown'])
  })

  it('is not taken by a verifier that offers none', async () => {
    const scene = await openScene({ origins: [] })
    const { cookie } = await told(scene)
    const closed = { scene, cookie, responseUrl: '/lontar/dc/x', requests: [], requestUri: '' }
    expect((await post(closed, {})).status).toBe(403)
    expect(codes(closed)).toEqual(['authorization_response_origin_unexpected'])
  })
})
