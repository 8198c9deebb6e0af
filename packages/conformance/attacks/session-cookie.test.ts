// F3 over real TLS: the cookie of a session is one that neither another host nor plain http can set.
import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { createServer, request as requestHttps, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createCertificate, type TestCertificate } from '@lontar/testkit'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'
import { lontarVerifier, requireCredential } from '@lontar/verifier/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGuestRooms } from '../e2e/support/hotels/describe-hotel.ts'
import { hotel, type Rooms } from './support/rooms.ts'

let rooms: Rooms
let certificate: TestCertificate
let server: Server
let verifier: Verifier
let origin: string

beforeAll(async () => {
  rooms = await openGuestRooms()
  const day = 86_400_000
  const [notBefore, notAfter] = [new Date(Date.now() - day), new Date(Date.now() + day)]
  certificate = await createCertificate({
    commonName: 'localhost',
    dnsNames: ['localhost'],
    notBefore,
    notAfter,
  })
  const key = createPrivateKey({ key: { ...certificate.privateJwk }, format: 'jwk' })
  const pem = key.export({ format: 'pem', type: 'pkcs8' })
  server = createServer({ key: pem, cert: certificate.pem }, async (request, response) => {
    if (await lontarVerifier(verifier)(request, response)) return
    const guarded = await requireCredential(verifier, hotel)(request, response)
    if (guarded !== undefined) response.end(JSON.stringify(guarded.credential?.claims))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `https://localhost:${(server.address() as AddressInfo).port}`
  verifier = createVerifier({
    url: `${origin}/lontar`,
    name: 'Hotel Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    fetch: rooms.network.fetch,
    now: () => rooms.clock.now,
  })
  rooms.network.serve(origin, async (request) => {
    const { pathname, search } = new URL(request.url)
    const headers = Object.fromEntries(request.headers)
    const { status, body } = await call(pathname + search, headers, request.method, await request.text())
    return new Response(body, { status, headers: { 'content-type': 'application/json' } })
  })
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Calls over TLS, and trusts no certificate but that of the test. */
async function call(path: string, headers: OutgoingHttpHeaders, method = 'GET', body = ''): Promise<Answer> {
  const { port } = new URL(origin)
  const options = { host: 'localhost', port, path, method, headers, ca: certificate.pem, agent: false }
  const outgoing = requestHttps(options).end(body)
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await text(incoming) }
}

const html = { accept: 'text/html' }
const element = { 'lontar-element': '1' }

async function begin(): Promise<{ readonly cookie: string; readonly requestUri: string }> {
  const { headers, body } = await call('/check-in', element)
  const { requestUri } = JSON.parse(body) as { readonly requestUri: string }
  return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '', requestUri }
}

async function present(requestUri: string): Promise<void> {
  const review = await rooms.wallet.review(requestUri, { trust: rooms.trust })
  await rooms.wallet.respond(review, { consent: true })
}

function attributesOf({ headers }: Answer): readonly string[] {
  const [cookie = '', ...more] = headers['set-cookie'] ?? []
  expect(more).toEqual([])
  expect(cookie).toMatch(/^__Host-lontar-[\w-]{16}=/)
  return cookie.split('; ').slice(1).toSorted()
}

describe('the cookie of a session under https', () => {
  test.each([
    ['page', html],
    ['component', element],
  ])('is set by the %s for this host, over TLS, and for no script', async (_what, headers) => {
    const answer = await call('/check-in', headers)
    expect(answer.status).toBe(401)
    expect(attributesOf(answer)).toEqual(['HttpOnly', 'Max-Age=300', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  test('is ended with the attributes without which a browser would keep it', async () => {
    const { cookie, requestUri } = await begin()
    await rooms.wallet.decline(await rooms.wallet.review(requestUri, { trust: rooms.trust }))
    const refused = await call('/check-in', { ...html, cookie })
    expect(refused.status).toBe(403)
    expect(attributesOf(refused)).toEqual(['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure'])
  })

  test('opens the route for its browser', async () => {
    const { cookie, requestUri } = await begin()
    await present(requestUri)
    const opened = await call('/check-in', { cookie })
    expect([opened.status, JSON.parse(opened.body)]).toMatchObject([200, { name: 'MARIA CONTOH' }])
  })

  test.each([
    ['without the prefix', (cookie: string) => cookie.replace('__Host-', '')],
    ['with the prefix in other letters', (cookie: string) => cookie.replace('__Host-', '__host-')],
    ['with another prefix', (cookie: string) => cookie.replace('__Host-', '__Secure-')],
    ['twice', (cookie: string) => `${cookie}; ${cookie}`],
  ])('counts for nothing %s', async (_what, disguise) => {
    const { cookie, requestUri } = await begin()
    await present(requestUri)
    const forged = disguise(cookie)
    expect((await call('/check-in', { cookie: forged })).status).toBe(401)
    expect((await call('/check-in', { cookie: forged, accept: 'text/event-stream' })).status).toBe(404)
    expect((await call('/check-in', { cookie })).status).toBe(200)
  })

  test('is not displaced by one without the prefix, which http or another host may have set', async () => {
    const [victim, attacker] = [await begin(), await begin()]
    await present(attacker.requestUri)
    const planted = attacker.cookie.replace('__Host-', '')
    const answer = await call('/check-in', { cookie: `${planted}; ${victim.cookie}` })
    expect(answer.status).toBe(401)
    expect(answer.body).not.toContain('MARIA')
    await present(victim.requestUri)
    expect((await call('/check-in', { cookie: `${planted}; ${victim.cookie}` })).status).toBe(200)
  })
})
