import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { hotel, pulsa } from '../fixtures/asks.ts'
import { openScene, type Scene } from '../fixtures/scene.ts'
import { lontarVerifier } from './lontar-verifier.ts'
import { requireCredential } from './require-credential.ts'

const closing: (() => void)[] = []
const form = { 'content-type': 'application/x-www-form-urlencoded' }

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Served {
  readonly scene: Scene
  /** Where the server really listens. */
  readonly origin: string
}

/** Starts an app on a free port; what `build` makes knows the verifier. */
async function serve(url: string, build: (app: Express, scene: Scene) => void): Promise<Served> {
  const scene = await openScene({ url })
  const app = express()
  build(app, scene)
  const server = app.listen(0, '127.0.0.1')
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  return { scene, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function guardCheckIn(app: Express, scene: Scene): void {
  app.get('/check-in', requireCredential(scene.verifier, hotel), (request, response) => {
    response.json(request.credential)
  })
}

/** The whole exchange over HTTP, below the path where the routes really are. */
async function checkIn({ scene, origin }: Served, base: string) {
  const asked = await fetch(`${origin}/check-in`)
  expect(asked.status).toBe(401)
  const { transactionId, requestUri } = (await asked.json()) as Record<string, string>
  const toServer = (request: Request): Promise<Response> =>
    fetch(origin + base + request.url.slice(scene.verifier.url.length))
  const object = await scene.holder.read(toServer, requestUri ?? '', scene.now)
  const body = await scene.holder.present(object, await scene.credential(), scene.now)
  const answer = await fetch(`${origin}${base}/response`, { method: 'POST', headers: form, body })
  expect(answer.status).toBe(200)
  const served = await fetch(`${origin}/check-in`, { headers: { 'lontar-transaction': transactionId ?? '' } })
  expect(served.status).toBe(200)
  expect(await served.json()).toMatchObject({
    type: 'KtpCredential',
    claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
  })
}

describe('an Express 5 app', () => {
  it.each([
    ['https://hotel.example/lontar', '/lontar', '/lontar'],
    ['https://hotel.example', '/verify', '/verify'],
    ['https://hotel.example/shop/verify', '/verify', '/verify'],
    ['https://hotel.example/a/b', '/a', '/a/b'],
  ])('serves %s when it is mounted at %s', async (url, mount, base) => {
    const served = await serve(url, (app, scene) => {
      app.use(mount, lontarVerifier(scene.verifier))
      guardCheckIn(app, scene)
    })
    await checkIn(served, base)
  })

  it('serves when it is mounted at the root', async () => {
    const served = await serve('https://hotel.example/lontar', (app, scene) => {
      app.use(lontarVerifier(scene.verifier))
      guardCheckIn(app, scene)
    })
    await checkIn(served, '/lontar')
  })

  it('works after parsers that have read the body', async () => {
    const served = await serve('https://hotel.example/lontar', (app, scene) => {
      app.use(express.json(), express.urlencoded({ extended: true }))
      app.use('/lontar', lontarVerifier(scene.verifier))
      guardCheckIn(app, scene)
    })
    await checkIn(served, '/lontar')
  })

  it.each([false, true])('refuses a repeated parameter (parsed: %s)', async (parsed) => {
    const { scene, origin } = await serve('https://hotel.example/lontar', (app, scene) => {
      if (parsed) app.use(express.urlencoded({ extended: true }))
      app.use('/lontar', lontarVerifier(scene.verifier))
    })
    const { object, transactionId } = await scene.request()
    const good = await scene.holder.present(object, await scene.credential(), scene.now)
    const post = (body: string): Promise<Response> =>
      fetch(`${origin}/lontar/response`, { method: 'POST', headers: form, body })
    expect((await post(`${good}&response=x`)).status).toBe(400)
    expect((await scene.verifier.result(transactionId)).state).toBe('pending')
    expect((await post(good)).status).toBe(200)
  })

  it.each(['state[toString]=1', 'state[a]=1', 'state[][a]=1', 'state[__proto__]=1&state[a]=b'])(
    'refuses a form field that a parser made an object of: %s',
    async (body) => {
      const { scene, origin } = await serve('https://hotel.example/lontar', (app, scene) => {
        app.use(express.urlencoded({ extended: true }))
        app.use('/lontar', lontarVerifier(scene.verifier))
      })
      const { requestUri } = await scene.request()
      const id = new URL(new URL(requestUri).searchParams.get('request_uri') ?? '').pathname
      for (const path of ['/lontar/response', id]) {
        const response = await fetch(origin + path, { method: 'POST', headers: form, body })
        expect(response.status).toBe(400)
        expect(await response.json()).toMatchObject({ error: 'invalid_request' })
      }
    },
  )

  it('refuses JSON, also when a parser has read it, and a body that is too large', async () => {
    const { origin } = await serve('https://hotel.example/lontar', (app, scene) => {
      app.use('/parsed', express.json())
      app.use(['/lontar', '/parsed'], lontarVerifier(scene.verifier))
    })
    const headers = { 'content-type': 'application/json' }
    for (const path of ['/lontar/response', '/parsed/response']) {
      const response = await fetch(origin + path, { method: 'POST', headers, body: '{"state":"a"}' })
      expect(response.status).toBe(415)
    }
    const body = `state=a&vp_token=${'x'.repeat(300_000)}`
    const large = await fetch(`${origin}/lontar/response`, { method: 'POST', headers: form, body })
    expect(large.status).toBe(413)
  })

  it('leaves every other path to the app', async () => {
    const { origin } = await serve('https://hotel.example/lontar', (app, scene) => {
      app.use(lontarVerifier(scene.verifier))
      app.use('/lontar', lontarVerifier(scene.verifier))
      app.get(['/', '/lontar/about', '/result'], (_request, response) => {
        response.send('app')
      })
    })
    for (const path of ['/', '/lontar/about', '/result']) {
      expect(await (await fetch(origin + path)).text()).toBe('app')
    }
  })

  it('shows a browser the page, with its cookie and its policy, and opens by that cookie', async () => {
    const { scene, origin } = await serve('https://hotel.example/lontar', guardCheckIn)
    const accept = 'text/html'
    const page = await fetch(`${origin}/check-in`, { headers: { accept } })
    expect(page.status).toBe(401)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const id = cookie.split('=')[1] ?? ''
    const record = (await scene.store.readTransaction(id))?.record
    await scene.store.decideTransaction(
      id,
      {
        state: 'accepted',
        checks: '[]',
        claims: JSON.stringify({ claims: { name: '<b>MARIA</b>' } }),
        details: '{}',
        decidedAt: scene.now,
      },
      scene.now,
    )
    expect(record?.expiresAt).toBeDefined()
    const served = await fetch(`${origin}/check-in`, { headers: { accept, cookie } })
    expect(await served.json()).toEqual({ claims: { name: '<b>MARIA</b>' } })
  })

  it.each(['http://other.example/check-in', 'http://127.0.0.1/check-in?a=b', '//other.example/check-in'])(
    'guards a request whose target is %s',
    async (path) => {
      const { origin, scene } = await serve('http://127.0.0.1:4100/lontar', (app, { verifier }) => {
        app.use(requireCredential(verifier, hotel))
      })
      const asked = request(origin, { path, headers: { accept: 'application/json' } }).end()
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      answer.resume()
      expect(answer.statusCode).toBe(401)
      expect(scene.errors).toEqual([])
    },
  )

  it('serves an ask for nothing at once', async () => {
    const { origin } = await serve('https://hotel.example/lontar', (app, scene) => {
      app.get('/pulsa', requireCredential(scene.verifier, pulsa), (request, response) => {
        response.json({ credential: request.credential })
      })
    })
    expect(await (await fetch(`${origin}/pulsa`)).json()).toEqual({ credential: null })
  })
})
