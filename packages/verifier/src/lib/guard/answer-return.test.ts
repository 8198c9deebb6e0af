import { createAuthorizationErrorResponse } from '@lontar/openid4vc/openid4vp'
import { describe, expect, it } from 'vitest'
import { hotel } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'

const page = 'https://hotel.example/check-in?room=7'
const html = { accept: 'text/html' }

async function visit(scene: Scene, address = page, headers: Readonly<Record<string, string>> = {}) {
  return scene.verifier.require(hotel)(new Request(address, { headers: { ...html, ...headers } }))
}

/** A browser that began: its cookie, and the two links of its page. */
async function begin(scene: Scene) {
  const { response } = await visit(scene)
  const [cookie = ''] = response?.headers.getSetCookie()[0]?.split(';') ?? []
  const text = (await response?.text()) ?? ''
  const sameDeviceUri = (/<a class="button" href="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
  return { cookie, sameDeviceUri, text }
}

/** A wallet on the same device answers; gives the address that it then opens. */
async function answer(scene: Scene, uri: string, decline = false): Promise<string> {
  const object = await scene.holder.read(scene.verifier.fetch, uri, scene.now)
  const body = decline
    ? createAuthorizationErrorResponse({ error: 'access_denied', state: object.state })
    : await scene.holder.present(object, await scene.credential(), scene.now)
  const response = await scene.post(body)
  expect(response.status).toBe(200)
  return ((await response.json()) as { redirect_uri: string }).redirect_uri
}

const poll = async (scene: Scene, cookie: string): Promise<unknown> =>
  (await visit(scene, page, { 'lontar-poll': '1', cookie })).response?.json()

describe('a wallet on the device of the browser that began', () => {
  it('brings it back, and the route opens for it at the address without the code', async () => {
    const scene = await openScene()
    const { cookie, sameDeviceUri } = await begin(scene)
    const redirectUri = await answer(scene, sameDeviceUri)
    expect(redirectUri).toMatch(/^https:\/\/hotel\.example\/check-in\?room=7&response_code=[\w-]{43}$/)
    const { response } = await visit(scene, redirectUri, { cookie })
    expect(response?.status).toBe(303)
    expect(response?.headers.get('location')).toBe(page)
    const [session = ''] = response?.headers.getSetCookie()[0]?.split(';') ?? []
    const { credential } = await visit(scene, page, { cookie: session })
    expect(credential?.claims).toEqual({ name: 'MARIA CONTOH', 'age_equal_or_over.18': true })
  })

  it('opens nothing for a browser that began and was not sent back (F3, S2.3-23)', async () => {
    const scene = await openScene()
    const { cookie, sameDeviceUri } = await begin(scene)
    await answer(scene, sameDeviceUri)
    expect(await poll(scene, cookie)).toEqual({ state: 'pending' })
    expect((await visit(scene, page, { cookie })).credential).toBeUndefined()
    const guessed = `${cookie}.${'A'.repeat(43)}`
    expect((await visit(scene, page, { cookie: guessed })).credential).toBeUndefined()
  })

  it('calls no answer refused that waits for its browser, and keeps the session until it comes', async () => {
    const scene = await openScene()
    const { cookie, sameDeviceUri } = await begin(scene)
    const redirectUri = await answer(scene, sameDeviceUri)
    for (const headers of [{}, { 'lontar-element': '1' }, { accept: 'application/json' }]) {
      const { response } = await visit(scene, page, { cookie, ...headers })
      expect(response?.status).toBe(401)
      expect(response?.headers.get('set-cookie') ?? '').not.toContain('Max-Age=0')
    }
    expect((await visit(scene, redirectUri, { cookie })).response?.status).toBe(303)
  })

  it('opens nothing in a browser that did not begin, and tells it where to go on (F3, HAIP 5.1)', async () => {
    const scene = await openScene()
    const { sameDeviceUri } = await begin(scene)
    const redirectUri = await answer(scene, sameDeviceUri)
    const other = await begin(scene)
    for (const cookie of ['', other.cookie]) {
      const { response } = await visit(scene, redirectUri, { cookie, 'accept-language': 'en' })
      expect(response?.status).toBe(403)
      expect(response?.headers.getSetCookie()).toEqual([])
      expect(await response?.text()).toContain('This request began in another browser')
    }
  })

  it('brings it back when the holder declined, to the page that says so', async () => {
    const scene = await openScene()
    const { cookie, sameDeviceUri } = await begin(scene)
    const { response } = await visit(scene, await answer(scene, sameDeviceUri, true), { cookie })
    expect(response?.status).toBe(303)
    const [session = ''] = response?.headers.getSetCookie()[0]?.split(';') ?? []
    expect((await visit(scene, page, { cookie: session })).response?.status).toBe(403)
  })

  it('is not told apart from another device by an answer that says so, where no browser can go on', async () => {
    const scene = await openScene()
    const { object, transactionId } = await scene.request()
    const credential = await scene.credential()
    const state = `${object.state}.same-device`
    const lie = await scene.holder.present(object, credential, scene.now, { state })
    expect((await scene.post(lie)).status).toBe(400)
    expect((await scene.verifier.result(transactionId)).state).toBe('pending')
    const id = /request%2F([\w-]+)/.exec((await begin(scene)).sameDeviceUri)?.[1]
    expect(
      (await scene.verifier.fetch(new Request(`${scene.verifier.url}/request/${id}/same-device`))).status,
    ).toBe(200)
    const alone = await scene.verifier.request(hotel)
    const requestId = 'requestUri' in alone ? /request%2F([\w-]+)/.exec(alone.requestUri)?.[1] : ''
    const refused = await scene.verifier.fetch(
      new Request(`${scene.verifier.url}/request/${requestId}/same-device`),
    )
    expect(refused.status).toBe(404)
  })

  it('answers once: no second answer takes the place of the first while the browser is on its way (S2.3-17)', async () => {
    const scene = await openScene()
    const { sameDeviceUri } = await begin(scene)
    const object = await scene.holder.read(scene.verifier.fetch, sameDeviceUri, scene.now)
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    expect((await scene.post(body)).status).toBe(200)
    expect((await scene.post(body)).status).toBe(400)
    expect(scene.errors.at(-1)).toMatchObject({ code: 'response_already_received' })
  })
})

describe('a wallet on another device', () => {
  it('is sent nowhere, and the route opens for the browser that began', async () => {
    const scene = await openScene()
    const { cookie, sameDeviceUri } = await begin(scene)
    const requestUri = sameDeviceUri.replace('%2Fsame-device', '')
    const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
    const response = await scene.post(await scene.holder.present(object, await scene.credential(), scene.now))
    expect(await response.json()).toEqual({})
    expect((await visit(scene, page, { cookie })).credential).toBeDefined()
  })
})

describe('the web component on a page of the same site', () => {
  const element = {
    'lontar-element': '1',
    accept: 'application/json',
    'lontar-return-to': 'https://hotel.example/desk#top',
  }
  const told = async (scene: Scene, address: string, headers: Record<string, string>): Promise<Response> => {
    const guarded = await scene.verifier.require(hotel)(
      new Request(address, { headers: { ...element, ...headers } }),
    )
    if (guarded.response === undefined) throw new TypeError('the guard let the call through')
    return guarded.response
  }

  it('is brought back to its own page, and opens the session with the code', async () => {
    const scene = await openScene()
    const begun = await told(scene, page, {})
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const { sameDeviceUri } = (await begun.json()) as { sameDeviceUri: string }
    const redirectUri = await answer(scene, sameDeviceUri)
    expect(redirectUri).toMatch(/^https:\/\/hotel\.example\/desk\?response_code=/)
    const code = redirectUri.split('=')[1]
    expect((await told(scene, `${page}&response_code=${code}`, {})).status).toBe(409)
    const accepted = await told(scene, `${page}&response_code=${code}`, { cookie })
    expect(await accepted.json()).toEqual({ state: 'accepted' })
    const session = accepted.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await visit(scene, page, { cookie: session })).credential).toBeDefined()
  })

  it('is never brought to another site', async () => {
    const scene = await openScene()
    for (const address of [
      'https://hotel.example.evil.example/desk',
      'https://user@hotel.example/desk',
      'blob:https://hotel.example/desk',
      'javascript:alert(1)',
      '/desk',
    ]) {
      const begun = await told(scene, page, { 'lontar-return-to': address })
      const body = (await begun.json()) as { sameDeviceUri: string; requestUri: string }
      expect(body.sameDeviceUri).toBe(body.requestUri)
    }
  })
})

describe('a request that is made without a guarded route', () => {
  it('is read with the code alone', async () => {
    const scene = await openScene()
    const request = await scene.verifier.request(hotel, { returnTo: 'https://hotel.example/done' })
    if (!('sameDeviceUri' in request)) throw new TypeError('no link for this device')
    const redirectUri = await answer(scene, request.sameDeviceUri ?? '')
    const code = new URL(redirectUri).searchParams.get('response_code') ?? ''
    expect((await scene.verifier.result(request.transactionId)).state).toBe('pending')
    expect((await scene.verifier.result(request.transactionId, 'another')).claims).toBeUndefined()
    expect((await scene.verifier.result(request.transactionId, code)).state).toBe('accepted')
  })

  it('refuses a return address that no browser should be sent to', async () => {
    const scene = await openScene()
    for (const returnTo of ['javascript:alert(1)', 'http://hotel.example/', 'https://a:b@hotel.example/']) {
      await expect(scene.verifier.request(hotel, { returnTo })).rejects.toMatchObject({
        code: 'ERR_INVALID_ARG_VALUE',
      })
    }
  })
})
