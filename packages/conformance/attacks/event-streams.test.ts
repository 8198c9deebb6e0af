// H10 and X33 over real sockets: who holds streams of events open, or only asks for them, takes nobody else's place.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { waitFor } from '@lontar/credentials/request-body'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRooms, type Rooms } from './support/rooms.ts'
import {
  openServiceOverHttp,
  type ServiceOverHttp,
  type ServiceSession,
} from './support/service-over-http.ts'

let rooms: Rooms
let service: ServiceOverHttp
/** What was waited for, in milliseconds. */
const waits: number[] = []
const stream = { accept: 'text/event-stream' }

beforeAll(async () => {
  rooms = await openRooms()
  service = await openServiceOverHttp(rooms, {
    wait(milliseconds, signal) {
      waits.push(milliseconds)
      return waitFor(milliseconds, signal)
    },
  })
})
afterAll(() => service.close())

const eventsOf = ({ cookie }: ServiceSession, init: RequestInit = {}) =>
  service.call('/ask/hotel', { ...init, headers: { ...stream, cookie } })

/** As the shop's back end asks, with its key. */
const shop = (path: string, init: RequestInit = {}) => service.call(path, { ...init, headers: service.key })

/** The first event; then whoever reads leaves. */
async function firstEvent(response: Response): Promise<string> {
  const reader = (response.body ?? new ReadableStream()).getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value)
}

describe('a HEAD for a stream', () => {
  test('of a visitor keeps no place', async () => {
    const session = await service.begin()
    for (let visit = 0; visit < 12; visit++) {
      const answer = await eventsOf(session, { method: 'HEAD' })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    }
    expect(await firstEvent(await eventsOf(session))).toContain('pending')
  })

  test('of the shop keeps no place, and needs the key', async () => {
    const { transactionId } = await service.begin()
    const path = `/requests/${transactionId}/events`
    for (let visit = 0; visit < 12; visit++) {
      const answer = await shop(path, { method: 'HEAD' })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    }
    expect((await service.call(path, { method: 'HEAD' })).status).toBe(401)
    expect(await firstEvent(await shop(path))).toContain('pending')
  })
})

/** Opens a stream over a connection of its own and gives it with the status that it was answered with. */
async function openStream({
  cookie,
}: ServiceSession): Promise<{ readonly socket: Socket; readonly status: string }> {
  const socket = connect(service.port, '127.0.0.1')
  socket.on('error', () => {})
  const head = ['GET /lontar/ask/hotel HTTP/1.1', 'Host: hotel.example', 'Accept: text/event-stream']
  socket.write([...head, `Cookie: ${cookie}`, '', ''].join('\r\n'))
  const [heard] = (await once(socket, 'data')) as [Buffer]
  return { socket, status: /^HTTP\/1\.1 (\d+)/.exec(heard.toString('latin1'))?.[1] ?? '' }
}

describe('a thousand streams that one machine holds open', () => {
  const streams: { readonly socket: Socket; readonly status: string }[] = []
  let mine: ServiceSession

  beforeAll(async () => {
    mine = await service.begin()
    // Four for each session, so that 250 sessions take every place.
    for (let session = 0; session < 250; session++) {
      const foreign = await service.begin()
      streams.push(...(await Promise.all(Array.from({ length: 4 }, () => openStream(foreign)))))
      if (session === 0) expect((await openStream(foreign)).status).toBe('503')
    }
  }, 60_000)
  afterAll(() => {
    for (const { socket } of streams) socket.destroy()
  })

  test('get the places that there are, and no more', async () => {
    expect(streams).toHaveLength(1_000)
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set(['200']))
    const refused = await eventsOf(mine)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  })

  test('keep nobody from asking, from asking how it stands, and from presenting', async () => {
    const { cookie, requestUri, transactionId } = await service.begin()
    const poll = () => service.call('/ask/hotel', { headers: { cookie, 'lontar-poll': '1' } })
    expect(await (await poll()).json()).toEqual({ state: 'pending' })
    expect((await service.present(requestUri)).status).toBe(200)
    expect(await (await poll()).json()).toEqual({ state: 'accepted' })
    expect(await (await shop(`/requests/${transactionId}`)).json()).toMatchObject({
      claims: { name: 'MARIA CONTOH' },
    })
  })

  test('leave the shop places of its own', async () => {
    const events = await shop(`/requests/${mine.transactionId}/events`)
    expect(events.status).toBe(200)
    expect(await firstEvent(events)).toContain('pending')
    waits.length = 0
    const waited = await shop(`/requests/${mine.transactionId}?wait=1`)
    expect(await waited.json()).toMatchObject({ state: 'pending' })
    // Who gets no place does not wait.
    expect(waits).toContain(1_000)
  })

  test('give their places back when they end', async () => {
    for (const { socket } of streams.slice(0, 4)) socket.destroy()
    await expect.poll(async () => (await eventsOf(mine)).status, { timeout: 10_000 }).toBe(200)
    for (const { socket } of streams) socket.destroy()
    const others = await Promise.all(Array.from({ length: 20 }, () => service.begin()))
    await expect
      .poll(async () => Promise.all(others.map(async (other) => (await eventsOf(other)).status)), {
        timeout: 10_000,
      })
      .toEqual(others.map(() => 200))
  })
})
