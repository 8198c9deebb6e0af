import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoopbackServer } from '@lontar/testkit'
import type { VerifierOptions } from '@lontar/verifier'
import type { BrowserContextOptions, Locator, Page, Route } from 'playwright-core'
import decodeQR from 'qr/decode.js'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type HotelSite, openHotelSite } from './support/hotel-site.ts'
import { openBrowser } from './support/open-browser.ts'
import { pixelsOf } from './support/pixels-of.ts'

const opened = await openBrowser()
if (opened.reason !== undefined) process.stdout.write(`No browser: ${opened.reason}\n`)

/** Where pictures lie to be looked at. */
const pictures = join(tmpdir(), 'lontar-pictures')
mkdirSync(pictures, { recursive: true })

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(() => opened.close())

interface Visit {
  readonly site: HotelSite
  readonly page: Page
  readonly element: Locator
  /** Every address that the page asked for. */
  readonly asked: string[]
  /** Errors of the page and whatever its policy blocked. */
  readonly complaints: string[]
}

interface VisitOptions {
  readonly query?: string
  readonly context?: BrowserContextOptions
  readonly verifier?: Partial<VerifierOptions>
  /** Done before the page loads. */
  readonly prepare?: (page: Page, site: HotelSite) => Promise<void>
}

async function visit({ query = '', context, verifier, prepare }: VisitOptions = {}): Promise<Visit> {
  if (opened.browser === undefined) throw new TypeError('There is no browser.')
  // The button of the Digital Credentials API has tests of its own.
  const site = await openHotelSite({ origins: [], ...verifier })
  closing.push(site.close)
  const visitor = await opened.browser.newContext(context)
  closing.push(() => visitor.close())
  const page = await visitor.newPage()
  page.setDefaultTimeout(15_000)
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // 401 and 403 are what a guarded route answers.
    if (message.type() === 'error' && !/status of 40[13]/.test(message.text()))
      complaints.push(message.text())
  })
  await prepare?.(page, site)
  await page.goto(`${site.url}/${query}`)
  return { site, page, element: page.locator('lontar-verify'), asked, complaints }
}

const scheme = /^openid4vp:\/\//

/** Waits for the request and reads what its QR code holds: the link for another device. */
async function requestOf(element: Locator): Promise<string> {
  expect(await element.getByRole('link').last().getAttribute('href')).toMatch(scheme)
  const requestUri = await readQr(element)
  expect(requestUri).toMatch(scheme)
  return requestUri
}

async function present({ wallet }: HotelSite, requestUri: string): Promise<void> {
  await wallet.respond(await wallet.review(requestUri), { consent: true })
}

/** The events that reached the window, once there are any. */
async function toldOnce(page: Page): Promise<unknown> {
  const read = async () => (await page.evaluate('told')) as readonly unknown[]
  await expect.poll(read, { timeout: 20_000 }).not.toEqual([])
  return read()
}

async function readQr(element: Locator): Promise<string> {
  const picture = await element.getByRole('img').screenshot()
  return decodeQR(await pixelsOf(element.page(), picture))
}

describe.skipIf(opened.browser === undefined)('a real browser: <lontar-verify>', () => {
  it('shows the request under a strict policy, and tells the page when a phone has answered it', async () => {
    const { site, page, element, asked, complaints } = await visit()
    const scanned = await requestOf(element)
    expect(asked.filter((address) => address === `${site.url}/check-in`)).toHaveLength(2)
    for (const words of [
      'Hotel Contoh',
      'Check-in hotel',
      'Nama lengkap',
      'perjanjian dengan Anda',
      '1 hari',
    ])
      expect(await element.getByText(words).count()).toBeGreaterThan(0)
    await page.screenshot({ path: join(pictures, 'request-id.png'), fullPage: true })
    const link = (await element.getByRole('link').getAttribute('href')) ?? ''
    const [here, there] = [link, scanned].map((uri) => new URL(uri).searchParams.get('request_uri'))
    expect(here?.startsWith(there ?? 'x')).toBe(true)
    await present(site, scanned)
    expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
    expect(await element.evaluate((node) => (node as HTMLElement & { state: string }).state)).toBe('accepted')
    await element.getByRole('heading', { name: 'Bukti diterima' }).waitFor()
    await page.screenshot({ path: join(pictures, 'accepted-id.png'), fullPage: true })
    await page.goto(`${site.url}/check-in`)
    expect(await page.locator('body').textContent()).toContain('MARIA CONTOH')
    expect(asked.filter((address) => !address.startsWith(`${site.url}/`))).toEqual([])
    expect(complaints).toEqual([])
  })

  it('says why the proof was refused, in English, and begins anew', async () => {
    const { site, page, element, complaints } = await visit({ query: '?lang=en' })
    const first = await requestOf(element)
    await site.revoke()
    await expect(present(site, first)).rejects.toThrow()
    const [told] = (await toldOnce(page)) as [string, string, { reason: { id: string; en: string } }][]
    expect(told?.[0]).toBe('lontar-refused')
    const reason = told?.[2].reason
    await element.getByRole('heading', { name: 'The proof was not accepted' }).waitFor()
    expect(await element.getByText(reason?.en ?? '', { exact: true }).count()).toBe(1)
    expect(reason?.id).not.toBe(reason?.en)
    const remedy = 'Ask the issuer of the credential.'
    expect(await element.getByText(remedy, { exact: true }).count()).toBe(1)
    expect(await element.getByRole('status').textContent()).toBe(
      `The proof was not accepted. ${reason?.en} ${remedy}`,
    )
    await page.screenshot({ path: join(pictures, 'refused-en.png'), fullPage: true })
    await element.getByRole('button', { name: 'Try again' }).click()
    expect(await requestOf(element)).not.toBe(first)
    expect(complaints).toEqual([])
  })

  it('says when the time is over, and begins anew', async () => {
    const { page, element } = await visit({ verifier: { expiresInSeconds: 2 } })
    const first = await requestOf(element)
    expect(await toldOnce(page)).toEqual([['lontar-expired', 'lontar-verify', null]])
    await element.getByRole('heading', { name: 'Waktu permintaan habis' }).waitFor()
    await page.screenshot({ path: join(pictures, 'expired-id.png'), fullPage: true })
    await element.getByRole('button', { name: 'Coba lagi' }).click()
    expect(await requestOf(element)).not.toBe(first)
  })

  it('asks instead where no stream of events is given', async () => {
    const { site, page, element, asked } = await visit({ verifier: { maxEventStreams: 0 } })
    await present(site, await requestOf(element))
    expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
    expect(asked.filter((address) => address.endsWith('/check-in')).length).toBeGreaterThan(2)
  })

  it('names its parts for a screen reader, and speaks what changes', async () => {
    const { site, element } = await visit({ query: '?lang=en' })
    await requestOf(element)
    await element.getByRole('status').filter({ hasText: 'Waiting for your wallet' }).waitFor()
    expect(await element.ariaSnapshot()).toMatch(
      new RegExp(
        [
          '- region "Hotel Contoh asks for proof from your wallet":',
          '  - heading "Hotel Contoh asks for proof from your wallet" \\[level=2\\]',
          '[\\s\\S]*- term: What for\\n[\\s\\S]*- definition: Hotel check-in',
          '[\\s\\S]*- list:\\n[\\s\\S]*- listitem: Full name',
          '[\\s\\S]*- link "Open the wallet on this device":',
          '[\\s\\S]*- img "QR code of the request"',
          '[\\s\\S]*- timer: /?\\d:\\d\\d/?',
          '[\\s\\S]*- status: Waiting for your wallet to answer…',
        ].join('\\n?'),
      ),
    )
    const before = await element.evaluateHandle((node) => node.shadowRoot?.querySelector('[role=status]'))
    await present(site, await requestOf(element))
    await element.getByRole('status').filter({ hasText: 'The proof was accepted. You can go on.' }).waitFor()
    expect(
      await element.evaluate(
        (node, status) => node.shadowRoot?.querySelector('[role=status]') === status,
        before,
      ),
    ).toBe(true)
    expect(await element.evaluate((node) => node.shadowRoot?.querySelector('section')?.lang)).toBe('en')
  })

  it('works by keyboard alone, and keeps the focus when what had it goes away', async () => {
    const { site, page, element } = await visit({ query: '?lang=en' })
    const first = await requestOf(element)
    const focused = () => element.evaluate((node) => node.shadowRoot?.activeElement?.textContent ?? '')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Open the wallet on this device')
    const outline = await element.getByRole('link').evaluate((node) => getComputedStyle(node).outlineStyle)
    expect(outline).toBe('solid')
    await page.screenshot({ path: join(pictures, 'focus-en.png'), fullPage: true })
    await site.wallet.decline(await site.wallet.review(first))
    await element.getByRole('button', { name: 'Try again' }).waitFor()
    expect(await element.getByText('The wallet gave no proof.', { exact: true }).count()).toBe(1)
    expect(await focused()).toBe('The proof was not accepted')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Try again')
    await page.keyboard.press('Enter')
    expect(await requestOf(element)).not.toBe(first)
    expect(await focused()).toBe('Hotel Contoh asks for proof from your wallet')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Open the wallet on this device')
  })

  it('leaves the focus of the page alone', async () => {
    const { site, page, element } = await visit()
    await present(site, await requestOf(element))
    await toldOnce(page)
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
  })

  it('speaks the other language when its attribute changes, in the same session', async () => {
    const { element } = await visit()
    const first = await requestOf(element)
    await element.evaluate((node) => node.setAttribute('lang', 'en'))
    await element.getByRole('heading', { name: 'Hotel Contoh asks for proof from your wallet' }).waitFor()
    expect(await requestOf(element)).toBe(first)
    await element.evaluate((node) => node.removeAttribute('lang'))
    await element.getByRole('heading', { name: 'Hotel Contoh meminta bukti dari dompet Anda' }).waitFor()
  })

  it.each([
    ['light', 320],
    ['dark', 320],
    ['light', 1024],
    ['dark', 1024],
  ] as const)('is readable in %s at %i pixels', async (colorScheme, width) => {
    const { site, page, element } = await visit({
      query: '?lang=en',
      context: { colorScheme, viewport: { width, height: 740 } },
    })
    const first = await requestOf(element)
    const shoot = (state: string) =>
      page.screenshot({ path: join(pictures, `${state}-${colorScheme}-${width}.png`), fullPage: true })
    await shoot('request')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(await contrastsOf(element)).toEqual([])
    await site.wallet.decline(await site.wallet.review(first))
    await element.getByRole('button').waitFor()
    await shoot('refused')
    expect(await contrastsOf(element)).toEqual([])
  })

  it('follows the page that has decided for a colour scheme', async () => {
    const { page, element } = await visit({ context: { colorScheme: 'dark' } })
    await requestOf(element)
    const paper = () =>
      element.evaluate((node) => {
        const section = node.shadowRoot?.querySelector('section')
        return section ? getComputedStyle(section).backgroundColor : ''
      })
    const dark = await paper()
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('lontar-verify { color-scheme: light }')
      document.adoptedStyleSheets = [sheet]
    })
    expect(await paper()).not.toBe(dark)
  })

  it.each([
    ['reduce', 'none'],
    ['no-preference', 'pulse'],
  ] as const)('moves as the visitor prefers: %s', async (reducedMotion, animation) => {
    const { element } = await visit({ context: { reducedMotion } })
    await requestOf(element)
    const status = element.getByRole('status')
    expect(await status.evaluate((node) => getComputedStyle(node, '::before').animationName)).toBe(animation)
  })

  it('gives each browser a session of its own, and tells neither of the other', async () => {
    const { site, page, element } = await visit()
    const other = await opened.browser?.newContext()
    if (other === undefined) throw new TypeError('There is no browser.')
    closing.push(() => other.close())
    const otherPage = await other.newPage()
    await otherPage.goto(site.url)
    const otherLink = await requestOf(otherPage.locator('lontar-verify'))
    expect(otherLink).not.toBe(await requestOf(element))
    await present(site, otherLink)
    await toldOnce(otherPage)
    expect(await page.evaluate('told')).toEqual([])
    await requestOf(element)
  })

  it('asks no other origin for anything, though no policy of the page forbids it', async () => {
    let calls = 0
    const other = await startLoopbackServer(async () => {
      calls++
      return Response.json({})
    })
    closing.push(other.close)
    const dropPolicy = async (page: Page, site: HotelSite): Promise<void> => {
      const isPage = ({ origin, pathname }: URL): boolean => origin === site.url && pathname === '/'
      await page.route(isPage, async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { 'content-type': 'text/html' } })
      })
    }
    const { element, complaints } = await visit({
      query: `?src=${other.url}/check-in`,
      prepare: dropPolicy,
    })
    await element.getByRole('heading', { name: 'Permintaan tidak dapat dibuat' }).waitFor()
    expect(complaints).toEqual([])
    expect(calls).toBe(0)
  })

  it.each(['/', '/nowhere', ''])('takes %j, which no guard answers, for no request', async (src) => {
    const { page, element } = await visit({ query: `?src=${src === '' ? '%20' : src}` })
    await element.getByRole('button', { name: 'Coba lagi' }).waitFor()
    await page.screenshot({ path: join(pictures, 'failed-id.png'), fullPage: true })
    expect(await page.evaluate('told')).toEqual([])
  })

  it('says that cookies are needed where the browser keeps none', async () => {
    const dropCookies = async (page: Page, site: HotelSite): Promise<void> => {
      await page.route(`${site.url}/check-in`, async (route) => {
        if (isEventStream(route)) return route.continue()
        const response = await route.fetch()
        const headers = { ...response.headers(), 'set-cookie': '' }
        await route.fulfill({ response, headers })
        await page.context().clearCookies()
      })
    }
    const { element } = await visit({ prepare: dropCookies })
    await element.getByText('Peramban ini menolak cookie').first().waitFor()
  })

  it('leaves the way to the page of the guard where no script runs', async () => {
    const { page, site } = await visit({ context: { javaScriptEnabled: false } })
    await page.getByRole('link', { name: 'Check-in' }).click()
    await page.getByRole('heading', { name: 'Hotel Contoh' }).waitFor()
    expect(page.url()).toBe(`${site.url}/check-in`)
  })

  it('stops when it is taken out of the page, and begins anew when it comes back', async () => {
    const { element, page, site } = await visit()
    const first = await requestOf(element)
    const ended = page.waitForEvent('requestfailed', (request) => request.url() === `${site.url}/check-in`)
    await page.evaluate(() => {
      const node = document.querySelector('lontar-verify')
      node?.remove()
      Object.assign(globalThis, { kept: node })
    })
    await ended
    await present(site, first)
    await page.evaluate('document.body.append(kept)')
    expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
  })
})

function isEventStream(route: Route): boolean {
  return route.request().headers()['accept'] === 'text/event-stream'
}

/** Offers the Digital Credentials API, and stands in for the browser's own, which asks a person. */
function offerDcApi(responseUrl: string, result: unknown) {
  return async (page: Page, site: HotelSite): Promise<void> => {
    await page.addInitScript((given) => {
      const calls: unknown[] = []
      const get = async (options: { readonly digital: unknown; readonly mediation: unknown }) => {
        calls.push([options.mediation, options.digital])
        if (given === null) throw new DOMException('no', 'NotAllowedError')
        return given
      }
      Object.assign(globalThis, { DigitalCredential: class {}, calls })
      Object.defineProperty(navigator, 'credentials', { value: { get } })
    }, result)
    await page.route(`${site.url}/check-in`, async (route) => {
      if (isEventStream(route)) return route.continue()
      const response = await route.fetch()
      const requests = [{ protocol: 'openid4vp-v1-signed', data: { request: 'a.b.c' } }]
      const json = { ...(await response.json()), dcApi: { requests, responseUrl } }
      return route.fulfill({ response, json })
    })
  }
}

const given = { protocol: 'openid4vp-v1-signed', data: { response: 'jwe' }, toString: 'more' }
const button = { name: 'Pakai dompet lewat peramban' }

describe.skipIf(opened.browser === undefined)(
  'a real browser: the Digital Credentials API of <lontar-verify>',
  () => {
    it('passes the requests on at a click, and posts what the browser gives', async () => {
      const { element, page, site } = await visit({ prepare: offerDcApi('/posted', given) })
      await element.getByRole('button', button).click()
      await expect.poll(() => site.posted).toHaveLength(1)
      const { protocol, data } = given
      expect(JSON.parse(site.posted[0] ?? '')).toEqual({ protocol, data })
      const requests = [{ protocol: 'openid4vp-v1-signed', data: { request: 'a.b.c' } }]
      expect(await page.evaluate('calls')).toEqual([['required', { requests }]])
      await page.screenshot({ path: join(pictures, 'dc-api-id.png'), fullPage: true })
    })

    it('says so when the browser gives nothing, and goes on', async () => {
      const { element, page, site } = await visit({ prepare: offerDcApi('/posted', null) })
      await element.getByRole('button', button).click()
      await element.getByRole('status').filter({ hasText: 'Peramban tidak memberikan bukti' }).waitFor()
      expect(site.posted).toEqual([])
      await present(site, await requestOf(element))
      expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
    })

    it('gives no other origin the answer, and asks the browser for none', async () => {
      const { element, page, asked, site } = await visit({
        prepare: offerDcApi('http://127.0.0.1:9/posted', given),
      })
      await element.getByRole('button', button).click()
      await element.getByRole('status').filter({ hasText: 'Peramban tidak memberikan bukti' }).waitFor()
      expect(await page.evaluate('calls')).toEqual([])
      expect(asked.filter((address) => !address.startsWith(`${site.url}/`))).toEqual([])
    })

    it('offers no button where the browser or the verifier does not have it', async () => {
      const { element } = await visit()
      await requestOf(element)
      expect(await element.getByRole('button').count()).toBe(0)
    })
  },
)

describe.skipIf(opened.browser === undefined)('a real browser: the page of a guard', () => {
  it('is told by the stream of events, and serves the guest', async () => {
    const { site, page, complaints } = await visit()
    const polls: string[] = []
    page.on('request', (request) => {
      if (request.headers()['lontar-poll'] !== undefined) polls.push(request.url())
    })
    const streams = page.waitForRequest((request) => request.headers()['accept'] === 'text/event-stream')
    await page.goto(`${site.url}/check-in`)
    await streams
    await page.screenshot({ path: join(pictures, 'guard-page.png'), fullPage: true })
    await present(site, await requestOf(page.locator('main')))
    await page.getByText('MARIA CONTOH').waitFor()
    expect(polls).toEqual([])
    expect(complaints).toEqual([])
  })
})

/** The texts of the element whose contrast with what is behind them is under 4.5 (WCAG 2.2, 1.4.3). */
async function contrastsOf(element: Locator): Promise<readonly string[]> {
  return element.evaluate((node) => {
    const channels = (color: string): number[] => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')
      if (context === null) return []
      context.fillStyle = color
      context.fillRect(0, 0, 1, 1)
      return [...context.getImageData(0, 0, 1, 1).data]
    }
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
        const part = value / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const backgroundOf = (start: Element): string => {
      for (let at: Element | null = start; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at)
        if ((channels(backgroundColor)[3] ?? 0) === 255) return backgroundColor
      }
      return 'red'
    }
    const texts = [...(node.shadowRoot?.querySelectorAll('h2,dt,dd,li,p,a,button,span') ?? [])]
    return texts.flatMap((text) => {
      const [one, other] = [getComputedStyle(text).color, backgroundOf(text)].map(luminance)
      const [dark = 0, light = 0] = [one ?? 0, other ?? 0].sort((a, b) => a - b)
      const ratio = (light + 0.05) / (dark + 0.05)
      return ratio >= 4.5 ? [] : [`${text.localName} ${text.className}: ${ratio.toFixed(2)}`]
    })
  })
}
