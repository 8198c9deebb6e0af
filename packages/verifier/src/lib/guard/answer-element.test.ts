import { describe, expect, it } from 'vitest'
import { hotel, pulsa, resident } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'

const page = 'https://hotel.example/check-in'
const element = { 'lontar-element': '1', accept: 'application/json' }

async function responseOf(scene: Scene, headers: Record<string, string> = {}, ask = hotel) {
  const guarded = await scene.verifier.require(ask)(
    new Request(page, { headers: { ...element, ...headers } }),
  )
  if (guarded.response === undefined) throw new TypeError('the guard let the call through')
  return guarded.response
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** What the element is told, checked no further than each test does. */
interface Told {
  readonly requestUri: string
  readonly sameDeviceUri: string
}

async function answer(scene: Scene, { requestUri }: Told) {
  const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
  return scene.post(await scene.holder.present(object, await scene.credential(), scene.now))
}

describe('a guarded route, for the web component', () => {
  it('answers all that a holder is shown, and the session in the cookie alone', async () => {
    const scene = await openScene()
    const response = await responseOf(scene)
    expect(response.status).toBe(401)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const cookie = response.headers.getSetCookie()[0] ?? ''
    expect(cookie).toMatch(
      /^__Host-lontar-[\w-]{16}=[\w-]{43}; Path=\/; Max-Age=300; HttpOnly; SameSite=Lax; Secure$/,
    )
    const text = await response.text()
    expect(text).not.toContain(cookieOf(response).split('=')[1])
    const told = JSON.parse(text) as Told
    expect(told).toEqual({
      error: 'credential_required',
      requestUri: expect.stringMatching(/^openid4vp:\/\/\?client_id=/),
      sameDeviceUri: told.requestUri,
      expiresAt: '2026-11-24T02:05:00.000Z',
      expiresInSeconds: 300,
      name: 'Hotel Contoh',
      ask: {
        purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
        credential: { id: expect.any(String), en: 'KTP Credential' },
        claims: [
          { name: 'name', label: { id: 'Nama lengkap', en: 'Full name' } },
          { name: 'age_equal_or_over.18', label: { id: expect.any(String), en: expect.any(String) } },
        ],
        legalBasis: { id: 'perjanjian dengan Anda', en: 'a contract with you' },
        retentionDays: 1,
      },
      dcApi: {
        requests: [{ protocol: 'openid4vp-v1-signed', data: { request: expect.any(String) } }],
        responseUrl: expect.stringMatching(/^\/lontar\/dc\/[\w-]{43}$/),
      },
    })
    const again = await responseOf(scene, { cookie: cookieOf(response) })
    expect((await again.json()) as Told).toMatchObject({ requestUri: told.requestUri })
  })

  it('answers that it is accepted, and the route behind runs for the browser alone', async () => {
    const scene = await openScene()
    const response = await responseOf(scene)
    const cookie = cookieOf(response)
    expect((await answer(scene, (await response.json()) as Told)).status).toBe(200)
    const accepted = await responseOf(scene, { cookie })
    expect(accepted.status).toBe(200)
    expect(await accepted.json()).toEqual({ state: 'accepted' })
    const guarded = await scene.verifier.require(hotel)(new Request(page, { headers: { cookie } }))
    expect(guarded.credential?.claims).toEqual({ name: 'MARIA CONTOH', 'age_equal_or_over.18': true })
  })

  it('gives the reason of a refusal in both languages, ends the session, and begins anew', async () => {
    const scene = await openScene()
    scene.issuer.statuses[7] = 1
    const response = await responseOf(scene)
    const told = (await response.json()) as Told
    expect((await answer(scene, told)).status).toBe(400)
    const refused = await responseOf(scene, { cookie: cookieOf(response) })
    expect(refused.status).toBe(403)
    expect(refused.headers.getSetCookie()[0]).toContain('Max-Age=0')
    expect(await refused.json()).toEqual({
      error: 'credential_refused',
      reasonId: 'revoked',
      reason: { id: 'Kredensial sudah dicabut.', en: 'The credential is revoked.' },
      remedy: { id: expect.any(String), en: 'Ask the issuer of the credential.' },
    })
    const anew = await responseOf(scene)
    expect(anew.status).toBe(401)
    expect(((await anew.json()) as Told).requestUri).not.toBe(told.requestUri)
  })

  it('names what failed, and not what could not be looked at for it', async () => {
    const scene = await openScene()
    const response = await responseOf(scene)
    const { requestUri } = (await response.json()) as Told
    const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
    await scene.post(`state=${object.state}&error=access_denied`)
    const refused = await responseOf(scene, { cookie: cookieOf(response) })
    expect(await refused.json()).toMatchObject({
      reasonId: 'declined',
      reason: { en: 'The wallet gave no proof.' },
    })
  })

  it('is opened by no header and by no foreign session', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.exchange()
    expect((await responseOf(scene, { 'lontar-transaction': transactionId })).status).toBe(401)
    const other = cookieOf(await responseOf(scene, {}, resident))
    const foreign = await responseOf(scene, { cookie: other })
    expect(foreign.status).toBe(401)
    expect(cookieOf(foreign).split('=')[0]).not.toBe(other.split('=')[0])
  })

  it('begins anew once the transaction is over', async () => {
    const scene = await openScene()
    const response = await responseOf(scene)
    const cookie = cookieOf(response)
    await answer(scene, (await response.json()) as Told)
    scene.now = new Date(scene.now.getTime() + 300_000)
    expect((await responseOf(scene, { cookie })).status).toBe(401)
  })

  it('answers that an ask for nothing is accepted', async () => {
    const response = await responseOf(await openScene(), {}, pulsa)
    expect(await response.json()).toEqual({ state: 'accepted' })
    expect(response.headers.getSetCookie()).toEqual([])
  })
})
