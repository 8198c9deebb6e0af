import { describe, expect, it } from 'vitest'
import { hotel, pulsa, resident } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'
import { createMemoryVerifierStore } from '../memory-verifier-store.ts'
import { holderReasons } from '../refusal/holder-reasons.ts'
import type { VerifierStore } from '../verifier-store.ts'

const page = 'https://hotel.example/check-in?room=7'
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

async function call(scene: Scene, headers: Readonly<Record<string, string>>, ask = hotel, url = page) {
  return scene.verifier.require(ask)(new Request(url, { headers }))
}

async function responseOf(scene: Scene, headers: Readonly<Record<string, string>>, ask = hotel, url = page) {
  const { response } = await call(scene, headers, ask, url)
  if (response === undefined) throw new TypeError('the guard let the call through')
  return response
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function accept(scene: Scene, transactionId: string, ask = hotel, typeId: 'ktp' | 'ktp-proof' = 'ktp') {
  const record = (await scene.store.readTransaction(transactionId))?.record
  const uri = `openid4vp://?client_id=${encodeURIComponent(scene.verifier.clientId)}&request_uri=${encodeURIComponent(`${scene.verifier.url}/request/${record?.requestId}`)}`
  const object = await scene.holder.read(scene.verifier.fetch, uri, scene.now)
  expect(object.ask?.service).toBe(ask.service)
  return scene.post(await scene.holder.present(object, await scene.credential({ typeId }), scene.now))
}

describe('a guarded route, for a client that is no browser', () => {
  it('answers 401 with the request, and serves once that is accepted', async () => {
    const scene = await openScene()
    const response = await responseOf(scene, { accept: 'application/json' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Lontar request_uri="openid4vp:\/\//)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const body = (await response.json()) as Record<string, string>
    expect(Object.keys(body).sort()).toEqual(['error', 'expiresAt', 'requestUri', 'transactionId'])
    expect(body.error).toBe('credential_required')
    const id = body.transactionId ?? ''
    const again = await responseOf(scene, { 'lontar-transaction': id })
    expect(await again.json()).toEqual(body)
    expect((await accept(scene, id)).status).toBe(200)
    const { credential } = await call(scene, { 'lontar-transaction': id })
    expect(credential).toEqual({
      type: 'KtpCredential',
      issuer: scene.issuer.trusted.issuer,
      format: 'vc+sd-jwt',
      claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
    })
  })

  it('closes again when the transaction expires', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.exchange()
    expect((await call(scene, { 'lontar-transaction': transactionId })).credential).toBeDefined()
    scene.now = new Date(scene.now.getTime() + 300_000)
    const response = await responseOf(scene, { 'lontar-transaction': transactionId })
    expect(response.status).toBe(401)
    expect(((await response.json()) as { transactionId: string }).transactionId).not.toBe(transactionId)
  })

  it('lets a transaction count for the ask it was made for and for no other', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.exchange()
    const others = [resident, { ...hotel, retentionDays: 2 }, { ...hotel, claims: ['name'] }]
    for (const ask of others) {
      expect((await responseOf(scene, { 'lontar-transaction': transactionId }, ask)).status).toBe(401)
    }
    const same = { ...hotel, purpose: { en: hotel.purpose.en, id: hotel.purpose.id } }
    expect((await call(scene, { 'lontar-transaction': transactionId }, same)).credential).toBeDefined()
  })

  it('answers 403 with the verdict after a refusal, and begins again without the header', async () => {
    const scene = await openScene()
    scene.issuer.statuses[7] = 1
    const { transactionId } = await scene.exchange()
    const response = await responseOf(scene, { 'lontar-transaction': transactionId })
    expect(response.status).toBe(403)
    const body = (await response.json()) as { error: string; verdict: { checks: { code?: string }[] } }
    expect(body).toMatchObject({ error: 'credential_refused', transactionId, verdict: { ok: false } })
    expect(body).toMatchObject({ reason: { en: expect.any(String) } })
    expect(body.verdict.checks.map(({ code }) => code)).toContain('status_invalid')
    expect((await responseOf(scene, {})).status).toBe(401)
  })

  it.each(['', 'x', '../../etc', 'a b', 'a'.repeat(5000)])(
    'looks up no odd transaction id (%#)',
    async (id) => {
      const read: string[] = []
      const memory = createMemoryVerifierStore()
      const readTransaction: VerifierStore['readTransaction'] = (wanted) => {
        read.push(wanted)
        return memory.readTransaction(wanted)
      }
      const scene = await openScene({ store: { ...memory, readTransaction } })
      expect((await responseOf(scene, { 'lontar-transaction': id })).status).toBe(401)
      expect(read).toEqual([])
      await responseOf(scene, { 'lontar-transaction': 'a'.repeat(43) })
      expect(read).toEqual(['a'.repeat(43)])
    },
  )

  it('opens to no id that the wallet knows', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.exchange()
    const record = (await scene.store.readTransaction(transactionId))?.record
    for (const id of [record?.requestId, record?.state, record?.nonce]) {
      expect((await responseOf(scene, { 'lontar-transaction': id ?? '' })).status).toBe(401)
    }
  })

  it('asks to come again while too many transactions are open, and leaves those alone', async () => {
    const scene = await openScene({ store: createMemoryVerifierStore({ maxTransactions: 1 }) })
    const first = await responseOf(scene, {})
    const { transactionId } = (await first.json()) as Record<string, string>
    const headers = [{}, html]
    for (const response of await Promise.all(headers.map((each) => responseOf(scene, each)))) {
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('1')
    }
    expect(scene.errors).toEqual(new Array(2).fill(expect.objectContaining({ code: 'transactions_full' })))
    expect((await responseOf(scene, { 'lontar-transaction': transactionId ?? '' })).status).toBe(401)
  })

  it('passes an ask for nothing with no credential and no transaction', async () => {
    const scene = await openScene()
    expect(await call(scene, {}, pulsa)).toEqual({ credential: null })
  })
})

describe('a guarded route, for a browser', () => {
  it('shows the page, keeps the session in a strict cookie, and serves once it is accepted', async () => {
    const scene = await openScene()
    const response = await responseOf(scene, html)
    expect(response.status).toBe(401)
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(
      /^__Host-lontar-[\w-]{16}=[\w-]{43}; Path=\/; Max-Age=300; HttpOnly; SameSite=Lax; Secure$/,
    )
    const session = cookieOf(response)
    const id = session.split('=')[1] ?? ''
    expect(await response.text()).not.toContain(id)
    const again = await responseOf(scene, { ...html, cookie: session })
    expect(cookieOf(again)).toBe(session)
    await accept(scene, id)
    expect((await call(scene, { ...html, cookie: `other=1; ${session}` })).credential?.claims).toEqual({
      name: 'MARIA CONTOH',
      'age_equal_or_over.18': true,
    })
    expect((await responseOf(scene, html)).status).toBe(401)
  })

  it('marks the cookie as secure under https only', async () => {
    const scene = await openScene({ url: 'http://127.0.0.1:4100/lontar' })
    const [cookie = ''] = (await responseOf(scene, html)).headers.getSetCookie()
    expect(cookie).toMatch(/^lontar-/)
    expect(cookie).not.toContain('Secure')
  })

  it('takes no session from a cookie that stands twice', async () => {
    const scene = await openScene()
    const session = cookieOf(await responseOf(scene, html))
    await accept(scene, session.split('=')[1] ?? '')
    expect((await responseOf(scene, { ...html, cookie: `${session}; ${session}` })).status).toBe(401)
  })

  it('keeps the sessions of two asks apart', async () => {
    const scene = await openScene()
    const first = cookieOf(await responseOf(scene, html, hotel))
    const second = cookieOf(await responseOf(scene, html, resident))
    expect(first.split('=')[0]).not.toBe(second.split('=')[0])
    await accept(scene, second.split('=')[1] ?? '', resident, 'ktp-proof')
    const cookie = `${first}; ${second}`
    expect((await responseOf(scene, { ...html, cookie }, hotel)).status).toBe(401)
    expect((await call(scene, { ...html, cookie }, resident)).credential?.type).toBe('KtpProofCredential')
  })

  it('tells the page how its own session stands, and the route behind does not run', async () => {
    const scene = await openScene()
    const poll = { 'lontar-poll': '1', accept: 'application/json' }
    const stateOf = async (headers: Record<string, string>) =>
      ((await (await responseOf(scene, headers)).json()) as { state: string }).state
    const cookie = cookieOf(await responseOf(scene, html))
    expect(await stateOf(poll)).toBe('none')
    expect(await stateOf({ ...poll, cookie })).toBe('pending')
    await accept(scene, cookie.split('=')[1] ?? '')
    expect(await stateOf({ ...poll, cookie })).toBe('accepted')
    scene.now = new Date(scene.now.getTime() + 300_000)
    expect(await stateOf({ ...poll, cookie })).toBe('expired')
  })

  it('says why a credential was refused, ends the session, and offers to try again', async () => {
    const scene = await openScene()
    scene.issuer.statuses[7] = 2
    const session = cookieOf(await responseOf(scene, html))
    await accept(scene, session.split('=')[1] ?? '')
    for (const language of ['id', 'en'] as const) {
      const response = await responseOf(scene, { ...html, cookie: session, 'accept-language': language })
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0')
      const text = await response.text()
      const { reason, remedy } = holderReasons.suspended
      expect(text).toContain(`<p><strong>${reason[language]}</strong></p>`)
      expect(text).toContain(`<p>${remedy[language]}</p>`)
      expect(text).toContain('href="?room=7"')
    }
    expect((await responseOf(scene, html)).status).toBe(401)
  })
})
