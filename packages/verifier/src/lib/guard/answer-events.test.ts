import { describe, expect, it } from 'vitest'
import { hotel, resident } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'
import { createMemoryVerifierStore } from '../memory-verifier-store.ts'
import type { VerifierOptions } from '../verifier-options.ts'

const page = 'https://hotel.example/check-in'
const events = { accept: 'text/event-stream' }

interface Session {
  readonly scene: Scene
  readonly cookie: string
  readonly transactionId: string
}

async function responseOf(scene: Scene, headers: Record<string, string>, ask = hotel, signal?: AbortSignal) {
  const request = new Request(page, { headers, ...(signal !== undefined && { signal }) })
  const { response } = await scene.verifier.require(ask)(request)
  if (response === undefined) throw new TypeError('the guard let the call through')
  return response
}

async function openSession(options: Partial<VerifierOptions> = {}): Promise<Session> {
  const scene = await openScene(options)
  const response = await responseOf(scene, { accept: 'text/html' })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { scene, cookie, transactionId: cookie.split('=')[1] ?? '' }
}

function outcomeAt(decidedAt: Date) {
  return { state: 'accepted', checks: '[]', claims: '{"claims":{}}', details: '{}', decidedAt } as const
}

/** Lets each wait end by hand, so that nothing in these tests depends on how fast a machine is. */
function manualWait() {
  const ends: (() => void)[] = []
  return {
    wait: (_milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        ends.push(resolve)
        signal.addEventListener('abort', () => resolve())
      }),
    next: async () => {
      await expect.poll(() => ends.length).toBeGreaterThan(0)
      ends.shift()?.()
    },
    ends,
  }
}

const never = { wait: () => new Promise<void>(() => {}) }

function readerOf(response: Response) {
  const reader = (response.body ?? new ReadableStream()).getReader()
  const decoder = new TextDecoder()
  return {
    next: async () => {
      const { done, value } = await reader.read()
      return done ? undefined : decoder.decode(value)
    },
    cancel: () => reader.cancel(),
  }
}

const told = (state: string) => `event: state\ndata: {"state":"${state}"}\n\n`

describe('the stream of events of a guarded route', () => {
  it('tells the state at once and at the decision, and ends', async () => {
    const { scene, cookie, transactionId } = await openSession(never)
    const response = await responseOf(scene, { ...events, cookie })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('set-cookie')).toBeNull()
    const reader = readerOf(response)
    expect(await reader.next()).toBe(told('pending'))
    const record = (await scene.store.readTransaction(transactionId))?.record
    const uri = `openid4vp://?client_id=${encodeURIComponent(scene.verifier.clientId)}&request_uri=${encodeURIComponent(`${scene.verifier.url}/request/${record?.requestId}`)}`
    const object = await scene.holder.read(scene.verifier.fetch, uri, scene.now)
    await scene.post(await scene.holder.present(object, await scene.credential(), scene.now))
    expect(await reader.next()).toBe(told('accepted'))
    expect(await reader.next()).toBeUndefined()
  })

  it('tells a refusal, and holds nothing else', async () => {
    const { scene, cookie, transactionId } = await openSession(never)
    const reader = readerOf(await responseOf(scene, { ...events, cookie }))
    await reader.next()
    const state = (await scene.store.readTransaction(transactionId))?.record.state
    await scene.post(`state=${state}&error=access_denied`)
    expect(await reader.next()).toBe(told('refused'))
    expect(await reader.next()).toBeUndefined()
  })

  it('tells what another process decided, at the next look at the store', async () => {
    const { wait, next } = manualWait()
    const { scene, cookie, transactionId } = await openSession({ wait })
    const reader = readerOf(await responseOf(scene, { ...events, cookie }))
    expect(await reader.next()).toBe(told('pending'))
    await scene.store.decideTransaction(transactionId, outcomeAt(scene.now), scene.now)
    await next()
    expect(await reader.next()).toBe(told('accepted'))
  })

  it('sends a comment now and then, and ends when the transaction expires', async () => {
    const { wait, next } = manualWait()
    const { scene, cookie } = await openSession({ wait })
    const reader = readerOf(await responseOf(scene, { ...events, cookie }))
    expect(await reader.next()).toBe(told('pending'))
    for (let look = 0; look < 6; look++) await next()
    expect(await reader.next()).toMatch(/^: .+\n\n$/)
    scene.now = new Date(scene.now.getTime() + 300_000)
    await next()
    expect(await reader.next()).toBe(told('expired'))
    expect(await reader.next()).toBeUndefined()
  })

  it.each(['accepted', 'refused'] as const)('ends at once for one that is %s already', async (state) => {
    const { scene, cookie, transactionId } = await openSession(never)
    await scene.store.decideTransaction(transactionId, { ...outcomeAt(scene.now), state }, scene.now)
    const response = await responseOf(scene, { ...events, cookie })
    expect(await response.text()).toBe(told(state))
  })

  it('opens to the session’s own cookie and to nothing else', async () => {
    const { scene, cookie, transactionId } = await openSession(never)
    const record = (await scene.store.readTransaction(transactionId))?.record
    const name = cookie.split('=')[0]
    const strangers: Record<string, string>[] = [
      {},
      { 'lontar-transaction': transactionId },
      { cookie: `${name}=${'a'.repeat(43)}` },
      { cookie: `${name}=${record?.requestId}` },
      { cookie: `${name}=${record?.state}` },
      { cookie: `other=${transactionId}` },
      { cookie: `${cookie}; ${cookie}` },
    ]
    for (const headers of strangers) {
      const response = await responseOf(scene, { ...events, ...headers })
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ state: 'none' })
    }
    expect((await responseOf(scene, { ...events, cookie }, resident)).status).toBe(404)
    expect((await responseOf(scene, { ...events, cookie, 'lontar-transaction': 'x' })).status).toBe(200)
  })

  it('makes no transaction', async () => {
    const scene = await openScene({ ...never, store: createMemoryVerifierStore({ maxTransactions: 1 }) })
    for (let call = 0; call < 3; call++) expect((await responseOf(scene, events)).status).toBe(404)
    expect(scene.errors).toEqual([])
  })

  it('bears four streams of one session, and takes the next when one is left', async () => {
    const { scene, cookie } = await openSession(never)
    const open = () => responseOf(scene, { ...events, cookie })
    const streams = await Promise.all([open(), open(), open(), open()])
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const refused = await open()
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('1')
    await streams[2]?.body?.cancel()
    await expect.poll(async () => (await open()).status).toBe(200)
  })

  it('bears so many streams of all sessions as the options say', async () => {
    const { scene, cookie } = await openSession({ ...never, maxEventStreams: 1 })
    const other = (await responseOf(scene, { accept: 'text/html' })).headers.getSetCookie()[0]?.split(';')[0]
    expect((await responseOf(scene, { ...events, cookie })).status).toBe(200)
    expect((await responseOf(scene, { ...events, cookie: other ?? '' })).status).toBe(503)
  })

  it('keep no place of those that the site itself has, for this transaction and in all', async () => {
    const { scene, cookie, transactionId } = await openSession({ ...never, maxEventStreams: 1 })
    const left = new AbortController().signal
    const visitor = readerOf(await responseOf(scene, { ...events, cookie }))
    expect(await visitor.next()).toBe(told('pending'))
    expect((await responseOf(scene, { ...events, cookie })).status).toBe(503)
    const own = await scene.verifier.events(transactionId, left)
    expect(own.status).toBe(200)
    expect((await scene.verifier.events(transactionId, left)).status).toBe(503)
    await own.body?.cancel()
    // Both are woken by the decision: neither has a timer here.
    const result = scene.verifier.awaitResult(transactionId, { waitMilliseconds: 60_000, signal: left })
    const state = (await scene.store.readTransaction(transactionId))?.record.state
    await scene.post(`state=${state}&error=access_denied`)
    expect(await visitor.next()).toBe(told('refused'))
    expect(await result).toMatchObject({ state: 'refused' })
  })

  it('looks no more once the caller has left', async () => {
    const { wait, ends } = manualWait()
    let looks = 0
    const memory = createMemoryVerifierStore()
    const store = {
      ...memory,
      readTransaction: (id: string) => {
        looks++
        return memory.readTransaction(id)
      },
    }
    const { scene, cookie } = await openSession({ wait, store })
    const leaving = new AbortController()
    const reader = readerOf(await responseOf(scene, { ...events, cookie }, hotel, leaving.signal))
    expect(await reader.next()).toBe(told('pending'))
    await expect.poll(() => ends.length).toBe(1)
    const before = looks
    leaving.abort()
    expect(await reader.next()).toBeUndefined()
    expect(looks).toBe(before)
  })

  it('ends, and says so, when the store fails', async () => {
    const memory = createMemoryVerifierStore()
    let looks = 0
    const readTransaction = (id: string) => {
      looks++
      return looks > 1 ? Promise.reject(new Error('database gone')) : memory.readTransaction(id)
    }
    const { scene, cookie } = await openSession({ ...never, store: { ...memory, readTransaction } })
    const response = await responseOf(scene, { ...events, cookie })
    expect(await response.text()).toBe('')
    expect(scene.errors).toHaveLength(1)
  })

  it('waits with a timer of its own where none is given', async () => {
    const { scene, cookie, transactionId } = await openSession()
    const reader = readerOf(await responseOf(scene, { ...events, cookie }))
    expect(await reader.next()).toBe(told('pending'))
    await scene.store.decideTransaction(transactionId, outcomeAt(scene.now), scene.now)
    expect(await reader.next()).toBe(told('accepted'))
  })
})

describe('a HEAD for the stream', () => {
  it('is answered without a body, and keeps no place', async () => {
    const { scene, cookie } = await openSession({ maxEventStreams: 1 })
    const guard = scene.verifier.require(hotel)
    for (const _ of Array.from({ length: 3 })) {
      const { response } = await guard(new Request(page, { method: 'HEAD', headers: { ...events, cookie } }))
      expect(response?.status).toBe(200)
      expect(response?.headers.get('content-type')).toBe('text/event-stream')
      expect(response?.body).toBeNull()
    }
    expect((await responseOf(scene, { ...events, cookie })).status).toBe(200)
  })
})
