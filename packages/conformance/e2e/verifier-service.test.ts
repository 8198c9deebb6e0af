// The stand-alone verifier as a shop that is not on Node.js sees it: a real process, plain HTTP, a key from a file.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, type Serving } from './support/lontar.ts'
import { asksYaml, maria } from './support/people.ts'

let desk: Desk
let url: string
let key: string
const servers: Serving[] = []
/** The shop's receiver, and what it got; it takes nothing while it is closed. */
let receiver: LoopbackServer
let isOpen = true
const received: { readonly type: string | null; readonly token: string }[] = []

const serveVerifier = () =>
  desk.serve([
    ...['verifier', 'serve', '--url', url, '--trust', 'trust.json', '--asks', 'asks.yaml'],
    ...['--api-key-file', 'shop.key', '--webhook', `${receiver.url}/hook`],
  ])

beforeAll(async () => {
  receiver = await startLoopbackServer(async (request) => {
    if (!isOpen) return new Response(null, { status: 503 })
    received.push({ type: request.headers.get('content-type'), token: await request.text() })
    return new Response(null, { status: 202 })
  })
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-service-')))
  await writeFile(join(desk.folder, 'maria.json'), JSON.stringify(maria))
  await writeFile(join(desk.folder, 'asks.yaml'), asksYaml)
  const issuer = `http://127.0.0.1:${await freePort()}`
  url = `http://127.0.0.1:${await freePort()}/lontar`
  await done('init', '--url', issuer, '--name', 'Dinas Contoh', '--dev')
  servers.push(await desk.serve(['serve']))
  await done('trust', 'export', '--out', 'trust.json')
  await done('wallet', 'init', '--dev')
  servers.push(await serveVerifier())
  key = (await readFile(join(desk.folder, 'shop.key'), 'utf8')).trim()
  const offer = await done('issue', '--ktp', 'maria.json', '--officer', 'dev', '--no-tx-code')
  await done('wallet', 'receive', String(offer.json()['credentialOfferUri']), '--trust', 'trust.json')
}, 120_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await receiver.close()
  await rm(desk.folder, { recursive: true, force: true })
})

async function done(...args: string[]) {
  const run = await desk.run([...args, '--json'])
  expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 })
  return run
}

/** As `curl -H "Authorization: Bearer $KEY"` does. */
function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } })
}

async function newRequest() {
  const headers = { 'content-type': 'application/json' }
  const response = await call('/requests', { method: 'POST', headers, body: '{"ask":"hotel"}' })
  expect(response.status).toBe(201)
  return (await response.json()) as { transactionId: string; requestUri: string }
}

test('the key lies in a file for its owner alone, and opens the service', async () => {
  const file = await stat(join(desk.folder, 'shop.key'))
  expect(file.mode & 0o777).toBe(0o600)
  expect(key).toMatch(/^lontar_[\w-]{43}$/)
  for (const path of ['/asks', '/receipts', '/requests/x', '/result/x']) {
    expect((await fetch(`${url}${path}`)).status).toBe(401)
    expect((await call(path)).status).not.toBe(401)
  }
  expect((await fetch(`${url}/openapi.json`)).status).toBe(200)
})

test('a shop asks, is told at once, and reads exactly what it asked for', async () => {
  const { transactionId, requestUri } = await newRequest()
  const events = call(`/requests/${transactionId}/events`).then((response) => response.text())
  const waiting = call(`/requests/${transactionId}?wait=30`)
  await done('wallet', 'present', requestUri, '--trust', 'trust.json', '--yes')
  expect(await (await waiting).json()).toMatchObject({
    state: 'accepted',
    claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
    refusal: null,
  })
  expect((await events).match(/"state":"\w+"/g)).toEqual(['"state":"pending"', '"state":"accepted"'])
  const { receipts } = (await (await call('/receipts')).json()) as { receipts: { transactionId: string }[] }
  expect(receipts[0]?.transactionId).toBe(transactionId)
  expect(JSON.stringify(receipts)).not.toContain('MARIA')
}, 60_000)

test('a guest sees a page, and his wallet opens it for his browser alone', async () => {
  const element = await fetch(`${url}/ask/hotel`, { headers: { 'lontar-element': '1' } })
  const cookie = element.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { requestUri } = (await element.json()) as { requestUri: string }
  await done('wallet', 'present', requestUri, '--trust', 'trust.json', '--yes')
  const page = (headers: Record<string, string>) =>
    fetch(`${url}/ask/hotel`, { headers: { accept: 'text/html', 'accept-language': 'en', ...headers } })
  const accepted = await page({ cookie })
  expect([accepted.status, (await page({})).status]).toEqual([200, 401])
  expect(await accepted.text()).not.toContain('MARIA')
  expect(await (await call('/ask/hotel', { headers: { cookie } })).json()).toMatchObject({
    claims: { name: 'MARIA CONTOH' },
  })
}, 60_000)

test('each verdict is told to the webhook once, signed by the verifier, also after a restart', async () => {
  const keys = createRemoteJWKSet(new URL(`${url}/jwks.json`))
  const verify = (token: string) =>
    jwtVerify(token, keys, { issuer: url, audience: `${receiver.url}/hook`, typ: 'secevent+jwt' })
  const before = 2
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(before)
  isOpen = false
  const { transactionId, requestUri } = await newRequest()
  await done('wallet', 'present', requestUri, '--trust', 'trust.json', '--yes')
  expect(await servers.pop()?.stop()).toBe(0)
  expect(received).toHaveLength(before)
  isOpen = true
  servers.push(await serveVerifier())
  await expect.poll(() => received.length, { timeout: 30_000 }).toBe(before + 1)
  const last = received[before]
  expect(last?.type).toBe('application/secevent+jwt')
  const { payload } = await verify(last?.token ?? '')
  expect(payload).toMatchObject({
    txn: transactionId,
    events: { [`${url}/events/decided`]: { transactionId, ask: 'hotel', state: 'accepted' } },
  })
  expect(JSON.stringify(payload)).not.toMatch(/MARIA|true/)
  const [header, , signature] = (last?.token ?? '').split('.')
  const forged = Buffer.from(JSON.stringify({ ...payload, txn: 'x' })).toString('base64url')
  await expect(verify(`${header}.${forged}.${signature}`)).rejects.toThrow()
  // One for each verdict of this file, and no two of them the same.
  const ids = await Promise.all(received.map(async ({ token }) => (await verify(token)).payload.jti))
  expect([new Set(ids).size, ids.length]).toEqual([3, 3])
}, 90_000)
