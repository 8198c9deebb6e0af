import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDcApiRefusal, type DcApiMessage } from '@lontar/openid4vc/openid4vp'
import type { VerifierOptions } from '@lontar/verifier'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type HotelSite, openHotelSite } from './support/hotel-site.ts'
import { openBrowser } from './support/open-browser.ts'

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

/** What the browser does in the place of a platform with wallets. */
type VirtualWallet =
  | { readonly action: 'respond'; readonly protocol: string; readonly response: unknown }
  | { readonly action: 'decline' | 'wait' | 'clear' }

interface Visit {
  readonly site: HotelSite
  readonly page: Page
  readonly element: Locator
  /** The requests that the guard gave the page. */
  readonly requests: readonly DcApiMessage[]
  readonly complaints: string[]
  /** The status of each answer that the page posted. */
  readonly posted: number[]
  platform(wallet: VirtualWallet): Promise<void>
}

/** `DigitalCredentials.setVirtualWalletBehavior` of the DevTools protocol, which is experimental and not in the types. */
async function setVirtualWallet(session: CDPSession, wallet: VirtualWallet): Promise<void> {
  const send = session.send.bind(session) as (method: string, parameters: unknown) => Promise<unknown>
  await send('DigitalCredentials.setVirtualWalletBehavior', wallet)
}

async function visit(verifier: Partial<VerifierOptions> = {}, query = '?lang=en'): Promise<Visit> {
  if (opened.browser === undefined) throw new TypeError('There is no browser.')
  const site = await openHotelSite(verifier)
  closing.push(site.close)
  const visitor = await opened.browser.newContext()
  closing.push(() => visitor.close())
  const page = await visitor.newPage()
  const complaints: string[] = []
  const posted: number[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[013]/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/lontar/dc/')) posted.push(response.status())
  })
  const session = await visitor.newCDPSession(page)
  const told = page.waitForResponse(`${site.url}/check-in`)
  await page.goto(`${site.url}/${query}`)
  const { dcApi } = (await (await told).json()) as {
    readonly dcApi: { readonly requests: readonly DcApiMessage[] } | null
  }
  return {
    site,
    page,
    element: page.locator('lontar-verify'),
    requests: dcApi?.requests ?? [],
    complaints,
    posted,
    platform: (wallet) => setVirtualWallet(session, wallet),
  }
}

/** Answers the first request as the wallet of the platform, for the origin that the platform knows. */
async function answer({ site, requests }: Visit, origin = site.url): Promise<DcApiMessage> {
  const [request] = requests
  if (request === undefined) throw new TypeError('There is no request.')
  const review = await site.wallet.reviewDcApi(request, { origin })
  expect(review.verifier.origin).toBe(origin)
  const { dcApiResponse } = await site.wallet.respond(review, { consent: true })
  if (dcApiResponse === undefined) throw new TypeError('There is no answer.')
  return dcApiResponse
}

const toRespond = ({ protocol, data }: DcApiMessage): VirtualWallet => ({
  action: 'respond',
  protocol,
  response: data,
})

const button = { name: 'Use a wallet through the browser' }

/** The events that reached the window, once there are any. */
async function toldOnce(page: Page): Promise<unknown> {
  const read = async () => (await page.evaluate('told')) as readonly unknown[]
  await expect.poll(read, { timeout: 20_000 }).not.toEqual([])
  return read()
}

describe.skipIf(opened.browser === undefined)('a real browser: its own Digital Credentials API', () => {
  it.each<[string, Partial<VerifierOptions>]>([
    ['a signed request, encrypted', {}],
    ['a signed request, in clear', { responseMode: 'direct_post' }],
    ['an unsigned request, encrypted', { dcApiProtocols: ['openid4vp-v1-unsigned'] }],
    [
      'an unsigned request, in clear',
      { dcApiProtocols: ['openid4vp-v1-unsigned'], responseMode: 'direct_post' },
    ],
    ['a multi-signed request, encrypted', { dcApiProtocols: ['openid4vp-v1-multisigned'] }],
  ])('brings the answer of a real wallet to %s, and the route opens', async (_, options) => {
    const visited = await visit(options)
    const { site, page, element, complaints, posted } = visited
    await visited.platform(toRespond(await answer(visited)))
    await element.getByRole('button', button).click()
    expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
    await element.getByRole('heading', { name: 'The proof was accepted' }).waitFor()
    expect(posted).toEqual([200])
    await page.goto(`${site.url}/check-in`)
    expect(await page.locator('body').textContent()).toContain('MARIA CONTOH')
    expect(complaints).toEqual([])
  })

  it('is a button beside the other ways, reached by keyboard alone', async () => {
    const visited = await visit()
    const { page, element } = visited
    await element.getByRole('button', button).waitFor()
    expect(await element.getByRole('link').count()).toBe(1)
    await page.screenshot({ path: join(pictures, 'dc-api-real-en.png'), fullPage: true })
    await visited.platform(toRespond(await answer(visited)))
    await page.keyboard.press('Tab')
    expect(await element.evaluate((node) => node.shadowRoot?.activeElement?.textContent)).toBe(button.name)
    await page.keyboard.press('Enter')
    expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
    expect(await element.evaluate((node) => node.shadowRoot?.activeElement?.textContent)).toBe(
      'The proof was accepted',
    )
  })

  it('says so when the visitor declines, and takes the answer of a phone then', async () => {
    const visited = await visit()
    const { site, page, element } = visited
    await visited.platform({ action: 'decline' })
    await element.getByRole('button', button).click()
    await element.getByRole('status').filter({ hasText: 'The browser gave no proof.' }).waitFor()
    const link = (await element.getByRole('link').getAttribute('href')) ?? ''
    const parameters = new URL(link).searchParams
    expect(parameters.get('request_uri')).toContain('/lontar/request/')
    await site.wallet.decline(await site.wallet.review(link))
    const [told] = (await toldOnce(page)) as [string][]
    expect(told?.[0]).toBe('lontar-refused')
  })

  it('takes the question back when a phone has answered meanwhile, and asks one at a time', async () => {
    const visited = await visit()
    const { site, page, element, posted } = visited
    await visited.platform({ action: 'wait' })
    await page.evaluate(`{
      globalThis.asked = []
      const get = navigator.credentials.get.bind(navigator.credentials)
      navigator.credentials.get = (options) => {
        const given = get(options)
        asked.push('asked')
        given.catch((error) => asked.push(error.name))
        return given
      }
    }`)
    await element.getByRole('button', button).click()
    await element.getByRole('button', button).click()
    expect(await page.evaluate('asked')).toEqual(['asked'])
    const qr = (await element.getByRole('link').getAttribute('href')) ?? ''
    await site.wallet.decline(await site.wallet.review(qr))
    await toldOnce(page)
    await expect.poll(() => page.evaluate('asked')).toEqual(['asked', 'AbortError'])
    expect(await element.getByText('The browser gave no proof.').count()).toBe(0)
    expect(posted).toEqual([])
  })

  it('tells why the proof was refused, and begins anew', async () => {
    const visited = await visit()
    const { site, page, element, posted } = visited
    const response = await answer(visited)
    await site.revoke()
    await visited.platform(toRespond(response))
    await element.getByRole('button', button).click()
    const [told] = (await toldOnce(page)) as [string][]
    expect(told?.[0]).toBe('lontar-refused')
    expect(posted).toEqual([400])
    await element.getByRole('button', { name: 'Try again' }).click()
    await element.getByRole('button', button).waitFor()
  })

  it('A.2: gives invalid_request when the wallet finds the request to be of another origin', async () => {
    const visited = await visit()
    const [request] = visited.requests
    if (request === undefined) throw new TypeError('There is no request.')
    const error: unknown = await visited.site.wallet
      .reviewDcApi(request, { origin: 'https://elsewhere.example' })
      .catch((reason) => reason)
    expect(error).toMatchObject({ code: 'authorization_request_origin_mismatch' })
    const refusal = createDcApiRefusal(request, error)
    if (refusal === undefined) throw new TypeError('There is nothing to tell.')
    await visited.platform(toRespond(refusal))
    await visited.element.getByRole('button', button).click()
    const [told] = (await toldOnce(visited.page)) as [string][]
    expect(told?.[0]).toBe('lontar-refused')
    expect(visited.posted).toEqual([200])
  })

  it('A.4: a presentation that was made for another origin is refused', async () => {
    const visited = await visit({ dcApiProtocols: ['openid4vp-v1-unsigned'] })
    await visited.platform(toRespond(await answer(visited, 'https://elsewhere.example')))
    await visited.element.getByRole('button', button).click()
    const [told] = (await toldOnce(visited.page)) as [string][]
    expect(told?.[0]).toBe('lontar-refused')
    expect(visited.posted).toEqual([400])
  })

  it('F14: an answer in clear to a request for an encrypted one is no verdict, and the visitor may try again', async () => {
    const visited = await visit()
    const { element, page, posted } = visited
    const protocol = 'openid4vp-v1-signed'
    await visited.platform({ action: 'respond', protocol, response: { vp_token: { q: ['a~'] } } })
    await element.getByRole('button', button).click()
    await element.getByRole('status').filter({ hasText: 'The browser gave no proof.' }).waitFor()
    expect(posted).toEqual([400])
    await visited.platform(toRespond(await answer(visited)))
    await element.getByRole('button', button).click()
    expect(await toldOnce(page)).toEqual([['lontar-accepted', 'lontar-verify', null]])
  })

  it('is no button where the verifier offers none', async () => {
    const { element, requests } = await visit({ origins: [] })
    await element.getByRole('link').waitFor()
    expect(await element.getByRole('button').count()).toBe(0)
    expect(requests).toEqual([])
  })
})
