// H2, H10 and F1 over real sockets: what a body may hold, and how long it may take, at every place that reads one.
import { waitFor } from '@lontar/credentials/request-body'
import { parseAuthorizationRequestUri } from '@lontar/openid4vc/openid4vp'
import { startLoopbackServer } from '@lontar/testkit'
import { createMemoryVerifierStore, createVerifier } from '@lontar/verifier'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expressHotel } from '../e2e/support/hotels/express-hotel.ts'
import { fastifyHotel } from '../e2e/support/hotels/fastify-hotel.ts'
import { honoHotel } from '../e2e/support/hotels/hono-hotel.ts'
import { koaHotel } from '../e2e/support/hotels/koa-hotel.ts'
import { nextHotel } from '../e2e/support/hotels/next-hotel.ts'
import { answerAs, type HotelOverHttp, openHotelOverHttp, sendOver } from './support/hotel-over-http.ts'
import { present } from './support/present.ts'
import { type HeldCredential, type OpenRequest, openRooms, type Rooms } from './support/rooms.ts'

let rooms: Rooms
let credential: HeldCredential
let hotel: HotelOverHttp
let patient: HotelOverHttp
/** What was waited for, in milliseconds. */
const waits: number[] = []

/** How many times as impatient as it is told to be a verifier is. */
let hurry = 1

const impatient = (milliseconds: number, signal: AbortSignal): Promise<void> => {
  waits.push(milliseconds)
  return waitFor(milliseconds / hurry, signal)
}

/** Only while this is done: an honest body is given its time however busy the machine is. */
async function inAHurry<Result>(work: () => Promise<Result>, times = 100): Promise<Result> {
  hurry = times
  try {
    return await work()
  } finally {
    hurry = 1
  }
}

beforeAll(async () => {
  rooms = await openRooms()
  credential = (await rooms.collect('ktp_vc+sd-jwt'))[0] as HeldCredential
  hotel = await openHotelOverHttp(rooms, { wait: impatient })
  patient = await openHotelOverHttp(rooms)
})
afterAll(() => {
  hotel.close()
  patient.close()
})

async function honestAnswer({ object }: OpenRequest): Promise<string> {
  const presentation = await present(credential, object, rooms.clock.now)
  const id = object.dcqlQuery.credentials.find(({ format }) => format === credential.format)?.id ?? ''
  return answerAs(object, { [id]: [presentation] })
}

function head(path: string, ...headers: readonly string[]): string {
  const fixed = ['Host: hotel.example', 'Content-Type: application/x-www-form-urlencoded']
  return [`POST ${path} HTTP/1.1`, ...fixed, ...headers, '', ''].join('\r\n')
}

const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
const statusOf = (heard: string): string => /^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? heard

/** Each place of a hotel that reads a body, with a request of its own. */
async function places({ request }: HotelOverHttp): Promise<readonly (readonly [string, OpenRequest])[]> {
  const [answered, fetched] = await Promise.all([request(), request()])
  const { requestUri = '' } = parseAuthorizationRequestUri(fetched.requestUri)
  return [
    ['/lontar/response', answered],
    [new URL(requestUri).pathname, fetched],
  ]
}

describe('H10 slow body', () => {
  const slow = [
    ['that is declared and does not come', ['Content-Length: 9000'], ['']],
    ['that stops half way', ['Content-Length: 9000'], ['response=abc']],
    [
      'in pieces without an end',
      ['Transfer-Encoding: chunked'],
      [chunk('response='), chunk('a'), chunk('b')],
    ],
    [
      'that was to be asked for and then does not come',
      ['Content-Length: 9000', 'Expect: 100-continue'],
      [''],
    ],
  ] as const

  test.each(slow)(
    'a body %s is 408 after 10 s, the connection ends, and the request stays open',
    async (_, headers, parts) => {
      for (const [path, request] of await places(hotel)) {
        waits.length = 0
        const heard = await inAHurry(() => hotel.send(head(path, ...headers), ...parts))
        const answered = heard.replace('HTTP/1.1 100 Continue\r\n\r\n', '')
        expect(statusOf(answered)).toBe('408')
        expect(answered).toMatch(/\r\nconnection: close\r\n/i)
        expect(answered).toContain('"error":"invalid_request"')
        expect(waits).toContain(10_000)
        expect(hotel.codes.at(-1)).toBe('request_body_incomplete')
        expect(await hotel.standing(request)).toEqual(['pending', undefined])
        expect((await hotel.post(await honestAnswer(request))).status).toBe(200)
      }
    },
  )

  test('the twin: a body in many pieces that comes whole is read', async () => {
    const request = await hotel.request()
    const pieces = (await honestAnswer(request)).match(/.{1,100}/g) ?? []
    const headers = ['Transfer-Encoding: chunked', 'Connection: close']
    const heard = await hotel.send(head('/lontar/response', ...headers), ...pieces.map(chunk), '0\r\n\r\n')
    expect(statusOf(heard)).toBe('200')
  })

  test('fifty at once hold up no honest answer', async () => {
    waits.length = 0
    const slowOnes = await inAHurry(async () => {
      const sent = Array.from({ length: 50 }, () =>
        hotel.send(head('/lontar/response', 'Content-Length: 9000'), 'x'),
      )
      await vi.waitFor(() => expect(waits).toHaveLength(50), { timeout: 5_000 })
      return sent
    }, 10)
    const request = await hotel.request()
    expect((await hotel.post(await honestAnswer(request))).status).toBe(200)
    expect(new Set((await Promise.all(slowOnes)).map(statusOf))).toEqual(new Set(['408']))
  })
})

describe('H2 oversize body', () => {
  const mebibyte = 'x'.repeat(2 ** 20)

  test.each([
    ['of its true length', [`Content-Length: ${mebibyte.length}`], [mebibyte]],
    ['in pieces, without a length', ['Transfer-Encoding: chunked'], [chunk(mebibyte), '0\r\n\r\n']],
    [
      'in a hundred thousand pieces of a byte',
      ['Transfer-Encoding: chunked'],
      [chunk('x').repeat(300_000), '0\r\n\r\n'],
    ],
  ])('one %s is 413, and the request stays open', async (_, headers, parts) => {
    for (const [path, request] of await places(patient)) {
      const heard = await patient.send(head(path, ...headers, 'Connection: close'), ...parts)
      expect(statusOf(heard)).toBe('413')
      expect(patient.codes.at(-1)).toBe('request_body_too_large')
      expect(await patient.standing(request)).toEqual(['pending', undefined])
    }
  })

  test('one whose declared length is a lie is read as far as it says, or not at all', async () => {
    const request = await patient.request()
    const body = await honestAnswer(request)
    const short = await patient.send(
      head('/lontar/response', 'Content-Length: 20', 'Connection: close'),
      body,
    )
    expect(statusOf(short)).toBe('400')
    const both = ['Content-Length: 5', 'Transfer-Encoding: chunked', 'Connection: close']
    expect(statusOf(await patient.send(head('/lontar/response', ...both), chunk(body), '0\r\n\r\n'))).toBe(
      '400',
    )
    const twice = [`Content-Length: ${body.length}`, 'Content-Length: 5', 'Connection: close']
    expect(statusOf(await patient.send(head('/lontar/response', ...twice), body))).toBe('400')
    expect(await patient.standing(request)).toEqual(['pending', undefined])
  })

  test('one that is packed is not unpacked', async () => {
    const request = await patient.request()
    const packed = new Blob([await honestAnswer(request)]).stream().pipeThrough(new CompressionStream('gzip'))
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' }
    const body = await new Response(packed).arrayBuffer()
    const response = await fetch(`${patient.url}/response`, { method: 'POST', headers, body })
    expect(response.status).toBe(400)
    expect(await patient.standing(request)).toEqual(['pending', undefined])
  })
})

describe.each([
  ['Express', expressHotel],
  ['Fastify', fastifyHotel],
  ['Hono', honoHotel],
  ['Koa', koaHotel],
  ['Next.js', nextHotel],
])('H2 and H10 under %s', (_name, build) => {
  test('a slow body is 408, the connection ends, and a large one is 413', async () => {
    const codes: unknown[] = []
    const verifier = createVerifier({
      url: 'https://inn.example/lontar',
      name: 'Inn Contoh',
      trust: rooms.trust,
      signer: rooms.verifierSigner,
      store: createMemoryVerifierStore(),
      onError: (reason) => codes.push((reason as { readonly code?: unknown }).code),
      wait: impatient,
    })
    const inn = await build({ verifier, base: '', parsers: false })
    const port = Number(new URL(inn.origin).port)
    const stuck = [head('/lontar/response', 'Content-Length: 9000'), 'response=']
    const slow = await inAHurry(() => sendOver(port, stuck))
    expect(statusOf(slow)).toBe('408')
    const length = 300_000
    const headers = [`Content-Length: ${length}`, 'Connection: close']
    const large = await sendOver(port, [head('/lontar/response', ...headers), 'x'.repeat(length)])
    expect(statusOf(large)).toBe('413')
    expect(codes).toEqual(['request_body_incomplete', 'request_body_too_large'])
    inn.close()
  })
})

describe('H10 a client that leaves', () => {
  test('in the middle of its body ends nothing but its own call', async () => {
    const request = await hotel.request()
    const told = hotel.codes.length
    const leaving = new AbortController()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('response=')),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    const call = fetch(`${hotel.url}/response`, { ...init, signal: leaving.signal })
    setImmediate(() => leaving.abort())
    await expect(call).rejects.toThrow()
    expect((await hotel.post(await honestAnswer(request))).status).toBe(200)
    expect(hotel.codes.slice(told).filter((code) => code !== 'request_body_incomplete')).toEqual([])
  })
})

describe('H10 at an issuer', () => {
  test('a slow body is 408 at every endpoint that reads one, and a large one 413', async () => {
    const server = await startLoopbackServer((request) => own.issuer.fetch(request))
    const url = server.url
    const own = await openRooms({ url, issuer: { wait: impatient, dangerouslyAllowLoopbackHttp: true } })
    const token = await own.token({ configurationIds: ['ktp_vc+sd-jwt'] })
    const endpoints = [
      ['token', 'application/x-www-form-urlencoded'],
      ['credential', 'application/json'],
      ['notification', 'application/json'],
    ] as const
    for (const [path, type] of endpoints) {
      const post = (body: BodyInit): Promise<Response> => {
        const headers = { 'content-type': type, authorization: `Bearer ${token}` }
        const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
        return fetch(`${url}/${path}`, init)
      }
      const stuck = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
      })
      const slow = await inAHurry(() => post(stuck))
      expect([path, slow.status, slow.headers.get('connection')]).toEqual([path, 408, 'close'])
      expect((await post('x'.repeat(70_000))).status, path).toBe(413)
    }
    await server.close()
  })
})
