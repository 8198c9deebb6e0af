import type { DcApiMessage } from '@lontar/openid4vc/openid4vp'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRooms, type Rooms } from '../../../attacks/support/rooms.ts'
import type { BuildHotel, Hotel } from './hotel.ts'

/** A hotel under test. */
export interface DescribedHotel {
  readonly name: string
  readonly build: BuildHotel
  readonly where: string
  readonly base: string
  readonly parsers: boolean
}

/** Where the world sees the hotel. */
export const publicOrigin = 'https://inn.example'

/** What a page is given for the Digital Credentials API. */
interface DcApiOffer {
  readonly requests: readonly DcApiMessage[]
  readonly responseUrl: string
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** An issuer and a real wallet that holds its credential. */
export async function openGuestRooms(options: Parameters<typeof openRooms>[0] = {}): Promise<Rooms> {
  const rooms = await openRooms(options)
  const { credentialOfferUri } = await rooms.issuer.offer(await rooms.identity(), {
    configurationIds: ['ktp_vc+sd-jwt'],
    txCode: false,
  })
  await rooms.wallet.receive(credentialOfferUri, { trust: rooms.trust })
  return rooms
}

function openVerifier(rooms: Rooms, base: string): Verifier {
  return createVerifier({
    url: `${publicOrigin}${base}/lontar`,
    name: 'Inn Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    fetch: rooms.network.fetch,
    now: () => rooms.clock.now,
  })
}

/** The proxy in front: the public address on one side, plain HTTP on the other. */
function publish(rooms: Rooms, { origin }: Hotel): void {
  rooms.network.serve(publicOrigin, async (request) => {
    const { pathname, search } = new URL(request.url)
    const { method, headers } = request
    const body = method === 'GET' ? null : await request.text()
    return fetch(origin + pathname + search, { method, headers, body, redirect: 'manual' })
  })
}

/**
 * Tests one hotel over real HTTP, behind a proxy whose public address is not the one listened on.
 *
 * @param openGuests opens who is around it, or gives the same rooms again
 */
export function describeHotel(plan: DescribedHotel, openGuests: () => Promise<Rooms>): void {
  describe(`${plan.name} ${plan.where}`, () => testHotel(plan, openGuests))
}

function testHotel({ build, base, parsers }: DescribedHotel, openGuests: () => Promise<Rooms>): void {
  let rooms: Rooms
  let hotel: Hotel
  beforeAll(async () => {
    rooms = await openGuests()
    hotel = await build({ verifier: openVerifier(rooms, base), base, parsers })
    publish(rooms, hotel)
  })
  afterAll(() => hotel.close())

  const checkIn = (headers: Record<string, string> = {}, query = '', init: RequestInit = {}) =>
    fetch(`${hotel.origin}${base}/check-in${query}`, { headers, ...init })

  async function start(): Promise<{ readonly requestUri: string; readonly again: Record<string, string> }> {
    const { requestUri, transactionId } = (await (await checkIn()).json()) as Record<string, string>
    return { requestUri: requestUri ?? '', again: { 'lontar-transaction': transactionId ?? '' } }
  }

  /** The cookie of a browser that was shown the page. */
  async function openPage(): Promise<{ readonly requestUri: string; readonly cookie: string }> {
    const headers = { 'lontar-element': '1', accept: 'application/json' }
    const answer = await checkIn(headers)
    expect(answer.status).toBe(401)
    const { requestUri } = (await answer.json()) as { readonly requestUri: string }
    return { requestUri, cookie: answer.headers.getSetCookie().map(pair).join('; ') }
  }

  async function present(requestUri: string): Promise<void> {
    const review = await rooms.wallet.review(requestUri, { trust: rooms.trust })
    await rooms.wallet.respond(review, { consent: true })
  }

  it('shows a browser the page, with its cookie beside that of the session library', async () => {
    const page = await checkIn({ accept: 'text/html,*/*' })
    expect(page.status).toBe(401)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect(await page.text()).toContain('Inn Contoh')
    const cookies = page.headers.getSetCookie().map((cookie) => cookie.split('=')[0])
    expect(cookies.toSorted()).toEqual([expect.stringMatching(/^__Host-lontar-/), 'sid'])
  })

  it('tells a client in JSON what it wants, at the public address and never that of a header', async () => {
    const answer = await checkIn({
      host: 'evil.example',
      forwarded: 'host=evil.example;proto=http',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-prefix': '/evil',
      'x-original-url': '/evil',
    })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({ error: 'credential_required' })
    expect(text).not.toContain('evil')
    const { requestUri } = JSON.parse(text) as { readonly requestUri: string }
    expect(new URL(requestUri).searchParams.get('request_uri')).toMatch(
      new RegExp(`^${publicOrigin}${base}/lontar/request/`),
    )
  })

  it('serves who presents, with the claims that were asked for and the query of the call', async () => {
    const { requestUri, again } = await start()
    await present(requestUri)
    const served = await checkIn(again, '?room=7&view=sea')
    expect(served.status).toBe(200)
    expect(await served.json()).toMatchObject({
      name: 'MARIA CONTOH',
      adult: true,
      claims: ['name', 'age_equal_or_over.18'],
      query: 'room=7&view=sea',
    })
  })

  it('serves a browser by its cookie and nobody without it', async () => {
    const { requestUri, cookie } = await openPage()
    await present(requestUri)
    expect((await checkIn({ cookie })).status).toBe(200)
    expect((await checkIn()).status).toBe(401)
    const foreign = cookie.replace(/(__Host-lontar-\w+=)[^;]*/, `$1${'A'.repeat(43)}`)
    expect((await checkIn({ cookie: foreign })).status).toBe(401)
  })

  it('takes what a page got from the Digital Credentials API in the browser that began, and in no other', async () => {
    const answer = await checkIn({ 'lontar-element': '1', accept: 'application/json' })
    const cookie = answer.headers.getSetCookie().map(pair).join('; ')
    const { dcApi } = (await answer.json()) as { readonly dcApi: DcApiOffer }
    const [request] = dcApi.requests
    if (request === undefined) throw new TypeError('There is no request.')
    const review = await rooms.wallet.reviewDcApi(request, { origin: publicOrigin, trust: rooms.trust })
    const { dcApiResponse } = await rooms.wallet.respond(review, { consent: true })
    const post = async (headers: Record<string, string>): Promise<number> => {
      const all = { 'content-type': 'application/json', origin: publicOrigin, ...headers }
      const init = { method: 'POST', headers: all, body: JSON.stringify(dcApiResponse) }
      return (await fetch(hotel.origin + dcApi.responseUrl, init)).status
    }
    expect(await post({})).toBe(400)
    expect(await post({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await post({ cookie, 'content-type': 'text/plain' })).not.toBe(200)
    expect((await checkIn({ cookie })).status).toBe(401)
    expect(await post({ cookie })).toBe(200)
    expect((await checkIn({ cookie })).status).toBe(200)
  })

  it('refuses who declines', async () => {
    const { requestUri, again } = await start()
    await rooms.wallet.decline(await rooms.wallet.review(requestUri, { trust: rooms.trust }))
    const refused = await checkIn(again)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ error: 'credential_refused' })
  })

  it.each([
    ['no name', '='],
    ['nothing between its semicolons', ';;;'],
    ['a broken escape', '__Host-lontar-=%%%'],
    ['no sign of equality', 'a=b; a'],
    ['letters beyond ASCII', '\u00e9=\u00ff'],
    ['six thousand letters', 'x'.repeat(6000)],
  ])('asks who comes with a cookie of %s', async (_what, cookie) => {
    expect((await checkIn({ cookie })).status).toBe(401)
  })

  it('answers HEAD as GET, without a body', async () => {
    const { requestUri, again } = await start()
    await present(requestUri)
    for (const [headers, status] of [
      [{}, 401],
      [again, 200],
    ] as const) {
      const answer = await checkIn(headers, '', { method: 'HEAD' })
      expect(answer.status).toBe(status)
      expect(await answer.text()).toBe('')
    }
  })

  it('guards a route that takes a body, and leaves the body to it', async () => {
    const { requestUri, again } = await start()
    const json = { 'content-type': 'application/json' }
    const init = { method: 'POST', body: '{"room":7}' }
    expect((await checkIn(json, '', init)).status).toBe(401)
    await present(requestUri)
    const served = await checkIn({ ...again, ...json }, '', init)
    expect(await served.json()).toMatchObject({ name: 'MARIA CONTOH', body: { room: 7 } })
  })

  const post = (body: string, headers: Record<string, string> = form) =>
    fetch(`${hotel.origin}${base}/lontar/response`, { method: 'POST', headers, body })

  it('lets a wallet in a browser ask beforehand, and leaves every other path to the app', async () => {
    const preflight = await fetch(`${hotel.origin}${base}/lontar/response`, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(await (await fetch(`${hotel.origin}${base}/lobby`)).text()).toBe('lobby')
    expect((await fetch(`${hotel.origin}${base}/lontar/result/unknown`)).status).toBe(404)
  })

  it('streams the state of a session, each change as it comes', async () => {
    const { requestUri, cookie } = await openPage()
    const stream = await checkIn({ cookie, accept: 'text/event-stream' })
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    const events = (stream.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
    expect((await events.read()).value).toContain('{"state":"pending"}')
    await present(requestUri)
    let rest = ''
    for (let next = await events.read(); !next.done; next = await events.read()) rest += next.value
    expect(rest).toContain('{"state":"accepted"}')
  })

  it('keeps no place for a stream that a HEAD asks for', async () => {
    const { cookie } = await openPage()
    // More than one session may have open at once.
    for (let visit = 0; visit < 12; visit++) {
      const headers = { cookie, accept: 'text/event-stream', connection: 'close' }
      const answer = await checkIn(headers, '', { method: 'HEAD' })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/event-stream')
      expect(await answer.text()).toBe('')
    }
    const stream = await checkIn({ cookie, accept: 'text/event-stream' })
    expect(stream.status).toBe(200)
    await stream.body?.cancel()
  })

  it('lets go of who leaves while it streams', async () => {
    const { cookie } = await openPage()
    // More than one session may have open at once.
    for (let visit = 0; visit < 12; visit++) {
      await expect
        .poll(
          async () => {
            const leaving = new AbortController()
            const { status, body } = await checkIn({ cookie, accept: 'text/event-stream' }, '', {
              signal: leaving.signal,
            })
            if (status === 200) await body?.getReader().read()
            leaving.abort()
            return status
          },
          { timeout: 10_000 },
        )
        .toBe(200)
    }
  })

  it('takes no body of another type or with a parameter twice', async () => {
    expect((await post('{"state":"a"}', { 'content-type': 'application/json' })).status).toBe(415)
    const twice = await post('state=a&state=b&vp_token=%7B%7D')
    expect(twice.status).toBe(400)
    expect(await twice.json()).toMatchObject({ error: 'invalid_request' })
  })

  it('takes no body that is too large, and serves on', async () => {
    expect((await post(`state=a&vp_token=${'x'.repeat(2_000_000)}`)).status).toBe(413)
    // The servers of Hono and Next.js drop the connection of a body that was not read to its end.
    await vi.waitFor(async () => expect((await post('state=a')).status).toBe(400), { timeout: 20_000 })
  })
}

function pair(cookie: string): string {
  return cookie.split(';')[0] ?? ''
}
