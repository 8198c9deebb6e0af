import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchRoute } from './watch-route.ts'

/** The browser's stream of events, by hand. */
class StubSource {
  static readonly CLOSED = 2
  static readonly opened: StubSource[] = []
  readyState = 0
  onerror = (): void => {}
  #tell: (event: { data: string }) => void = () => {}
  readonly url: string

  constructor(url: string) {
    this.url = url
    StubSource.opened.push(this)
  }

  addEventListener(_name: string, listener: (event: { data: string }) => void): void {
    this.#tell = listener
  }

  close(): void {
    this.readyState = StubSource.CLOSED
  }

  tell(state: string): void {
    this.#tell({ data: JSON.stringify({ state }) })
  }

  fail(readyState: number): void {
    this.readyState = readyState
    this.onerror()
  }
}

const src = 'https://hotel.example/check-in'
let answers: (string | undefined)[]
let polls: number

function open(signal: AbortSignal = new AbortController().signal) {
  const end = watchRoute(src, Date.now() + 300_000, signal)
  const source = StubSource.opened.at(-1)
  if (source === undefined) throw new TypeError('no stream was opened')
  return { end, source }
}

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  polls = 0
  vi.stubGlobal('EventSource', StubSource)
  vi.stubGlobal('fetch', async () => {
    polls++
    const state = answers.shift()
    if (state === undefined) throw new TypeError('no network')
    return Response.json({ state })
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('watchRoute', () => {
  it.each(['accepted', 'refused', 'expired'])(
    'ends when it is told %s, and closes the stream',
    async (state) => {
      const { end, source } = open()
      expect(source.url).toBe(src)
      source.tell('pending')
      source.tell(state)
      expect(await end).toBe(state)
      expect(source.readyState).toBe(StubSource.CLOSED)
      expect(vi.getTimerCount()).toBe(0)
      expect(polls).toBe(0)
    },
  )

  it('asks at once when the stream is refused, and again after a failure of the network', async () => {
    answers = ['pending', undefined, 'none']
    const { end, source } = open()
    source.fail(StubSource.CLOSED)
    expect(polls).toBe(1)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await end).toBe('none')
    expect(polls).toBe(3)
  })

  it('asks when nothing comes through the stream', async () => {
    answers = ['accepted']
    const { end, source } = open()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(polls).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await end).toBe('accepted')
    expect(source.readyState).toBe(StubSource.CLOSED)
  })

  it('leaves a stream that broke to the browser, which opens it again', async () => {
    const { end, source } = open()
    source.tell('pending')
    source.fail(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(polls).toBe(0)
    source.tell('accepted')
    expect(await end).toBe('accepted')
  })

  it('ends by its own clock when it hears nothing more', async () => {
    const { end, source } = open()
    source.tell('pending')
    await vi.advanceTimersByTimeAsync(300_000)
    expect(await end).toBe('expired')
    expect(source.readyState).toBe(StubSource.CLOSED)
  })

  it('stops when it is aborted, and asks no more', async () => {
    const leaving = new AbortController()
    const { end, source } = open(leaving.signal)
    leaving.abort()
    expect(await end).toBeUndefined()
    expect(source.readyState).toBe(StubSource.CLOSED)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(polls).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})
