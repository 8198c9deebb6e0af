import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { pageScript } from './page-script.ts'

type Listener = (event: { data: string }) => void

/** The stream of events of a page of stubs. */
class Source {
  readyState = 0
  closed = false
  onerror = () => {}
  readonly listeners: Listener[] = []
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  addEventListener(name: string, listener: Listener): void {
    expect(name).toBe('state')
    this.listeners.push(listener)
  }

  close(): void {
    this.closed = true
  }

  tell(state: string): void {
    for (const listener of this.listeners) listener({ data: JSON.stringify({ state }) })
  }

  fail(readyState: 0 | 2): void {
    this.readyState = readyState
    this.onerror()
  }
}

interface PageOptions {
  /** What the polls are answered; after that the network is gone. */
  readonly states?: readonly string[]
  readonly hasEvents?: boolean
}

/** Runs the script in a page of stubs; `tick` lets its next timer end, `later` moves its clock. */
function openPage({ states = [], hasEvents = false }: PageOptions) {
  const clock = { textContent: '', dataset: { seconds: '125' } }
  const timers: (() => unknown)[] = []
  const sources: Source[] = []
  const page = { now: 0, reloads: 0, cookiesHidden: true, headers: {} as Record<string, string>, clock }
  const answers = [...states]
  const showEverySecond: (() => void)[] = []
  runInNewContext(pageScript, {
    Date: { now: () => page.now },
    document: {
      querySelector: (selector: string) =>
        selector === '[data-seconds]'
          ? clock
          : { removeAttribute: () => Object.assign(page, { cookiesHidden: false }) },
    },
    location: { href: 'https://hotel.example/check-in', reload: () => page.reloads++ },
    fetch: async (_url: string, init: { headers: Record<string, string> }) => {
      page.headers = init.headers
      const state = answers.shift()
      if (state === undefined) throw new TypeError('no network')
      return { json: async () => ({ state }) }
    },
    setTimeout: (work: () => unknown) => {
      timers.push(work)
      return work
    },
    clearTimeout: (work: () => unknown) => {
      if (timers.includes(work)) timers.splice(timers.indexOf(work), 1)
    },
    setInterval: (work: () => void) => showEverySecond.push(work),
    ...(hasEvents && {
      EventSource: function openSource(url: string) {
        const source = new Source(url)
        sources.push(source)
        return source
      },
    }),
  })
  const later = (seconds: number): void => {
    page.now += seconds * 1000
    for (const work of showEverySecond) work()
  }
  return { page, timers, sources, later, tick: async () => timers.shift()?.() }
}

function openListeningPage(states: readonly string[] = []) {
  const opened = openPage({ states, hasEvents: true })
  const [source] = opened.sources
  if (source === undefined) throw new TypeError('the page opened no stream')
  return { ...opened, source }
}

describe('the script of the request page', () => {
  it('counts down and loads the page anew at the end', () => {
    const { page, later } = openPage({})
    expect(page.clock.textContent).toBe('2:05')
    later(120)
    expect(page.clock.textContent).toBe('0:05')
    expect(page.reloads).toBe(0)
    later(5)
    expect(page.reloads).toBe(1)
  })

  it.each(['accepted', 'refused', 'expired'])('loads the page anew when it is told %s', (state) => {
    const { page, source, timers } = openListeningPage()
    expect(source.url).toBe('https://hotel.example/check-in')
    source.tell('pending')
    expect(page.reloads).toBe(0)
    source.tell(state)
    expect(page.reloads).toBe(1)
    expect(source.closed).toBe(true)
    expect(timers).toHaveLength(0)
  })

  it('leaves a stream that broke to the browser, which opens it again', () => {
    const { source, timers, page } = openListeningPage()
    source.tell('pending')
    source.fail(0)
    expect(source.closed).toBe(false)
    expect(timers).toHaveLength(0)
    source.tell('accepted')
    expect(page.reloads).toBe(1)
  })

  it('asks instead when the stream is refused', async () => {
    const { source, timers, page, tick } = openListeningPage(['pending', 'accepted'])
    source.fail(2)
    await expect.poll(() => timers.length).toBe(1)
    expect(page.headers).toMatchObject({ 'Lontar-Poll': '1' })
    await tick()
    expect(page.reloads).toBe(1)
  })

  it('asks instead when nothing comes through the stream', async () => {
    const { source, timers, page, tick } = openListeningPage(['accepted'])
    expect(timers).toHaveLength(1)
    await tick()
    expect(source.closed).toBe(true)
    await expect.poll(() => page.reloads).toBe(1)
  })
})

describe('the script of the request page where there is no stream of events', () => {
  it.each(['accepted', 'refused', 'expired'])('loads the page anew when the session is %s', async (state) => {
    const { page, tick } = openPage({ states: ['pending', state] })
    await tick()
    expect(page.headers).toMatchObject({ 'Lontar-Poll': '1' })
    expect(page.reloads).toBe(0)
    await tick()
    expect(page.reloads).toBe(1)
  })

  it('goes on after a failure of the network', async () => {
    const { page, timers, tick } = openPage({})
    await tick()
    expect(page.reloads).toBe(0)
    expect(timers).toHaveLength(1)
  })

  it('says that cookies are needed, and does not load the page over and over', async () => {
    const { page, timers, tick } = openPage({ states: ['none'] })
    await tick()
    expect(page.cookiesHidden).toBe(false)
    expect(page.reloads).toBe(0)
    expect(timers).toHaveLength(0)
  })
})
