import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { pageScript } from './page-script.ts'

/** Runs the script in a page of stubs; `tick` lets its next poll happen, `later` moves its clock. */
function openPage(states: readonly string[]) {
  const clock = { textContent: '', dataset: { seconds: '125' } }
  const timers: (() => Promise<void>)[] = []
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
    setTimeout: (work: () => Promise<void>) => timers.push(work),
    setInterval: (work: () => void) => showEverySecond.push(work),
  })
  const later = (seconds: number): void => {
    page.now += seconds * 1000
    for (const work of showEverySecond) work()
  }
  return { page, timers, later, tick: async () => timers.shift()?.() }
}

describe('the script of the request page', () => {
  it('counts down and loads the page anew at the end', () => {
    const { page, later } = openPage([])
    expect(page.clock.textContent).toBe('2:05')
    later(120)
    expect(page.clock.textContent).toBe('0:05')
    expect(page.reloads).toBe(0)
    later(5)
    expect(page.reloads).toBe(1)
  })

  it.each(['accepted', 'refused', 'expired'])('loads the page anew when the session is %s', async (state) => {
    const { page, tick } = openPage(['pending', state])
    await tick()
    expect(page.headers).toMatchObject({ 'Lontar-Poll': '1' })
    expect(page.reloads).toBe(0)
    await tick()
    expect(page.reloads).toBe(1)
  })

  it('goes on after a failure of the network', async () => {
    const { page, timers, tick } = openPage([])
    await tick()
    expect(page.reloads).toBe(0)
    expect(timers).toHaveLength(1)
  })

  it('says that cookies are needed, and does not load the page over and over', async () => {
    const { page, timers, tick } = openPage(['none'])
    await tick()
    expect(page.cookiesHidden).toBe(false)
    expect(page.reloads).toBe(0)
    expect(timers).toHaveLength(0)
  })
})
