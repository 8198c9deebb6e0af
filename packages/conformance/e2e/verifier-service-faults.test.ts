// X1, X3, X4, X22, X23 and X38: the stand-alone verifier, a real process on a real file, that is killed, whose writes
// fail, or whose clock is wrong.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { GuardedFetch, GuardedResponse } from '@lontar/credentials/guarded-fetch'
import { decodeBase64Url, decodeUtf8, parseJsonObject } from '@lontar/credentials/jose'
import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, type Serving } from './support/lontar.ts'
import { type Guest, openGuest } from './support/open-guest.ts'
import { asksYaml } from './support/people.ts'

const day = 86_400_000
/** Longer than an event is reserved for the process that sends it. */
const lease = 301_000

let desk: Desk
let guest: Guest
let url: string
let receiver: LoopbackServer
let serving: Serving | undefined
/** What the receiver does with an event. */
let take: () => Promise<number>
const received: Record<string, unknown>[] = []
/** The form that the wallet sent last, and that went nowhere. */
let form = ''

beforeAll(async () => {
  receiver = await startLoopbackServer(async (request) => {
    const token = await request.text()
    received.push(parseJsonObject(decodeUtf8(decodeBase64Url(token.split('.')[1] ?? ''))))
    return new Response(null, { status: await take() })
  })
  guest = await openGuest(holdBack)
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-faults-')))
  await writeFile(join(desk.folder, 'asks.yaml'), asksYaml)
  await writeFile(join(desk.folder, 'trust.json'), JSON.stringify(guest.trust))
  url = `http://127.0.0.1:${await freePort()}/lontar`
}, 120_000)

beforeEach(() => {
  take = async () => 202
  received.length = 0
})

afterEach(async () => {
  await serving?.kill()
  serving = undefined
})

afterAll(async () => {
  await receiver.close()
  await guest.close()
  await rm(desk.folder, { recursive: true, force: true })
})

/** Keeps what the wallet posts to the verifier, so that a test sends it when and as often as it likes. */
function holdBack(fetch: GuardedFetch): GuardedFetch {
  return async (address, init) => {
    if (!address.endsWith('/response')) return fetch(address, init)
    form = init?.body ?? ''
    const taken: GuardedResponse = { status: 200, headers: new Headers(), text: () => '{}', json: () => ({}) }
    return taken
  }
}

async function serve(clockShift = 0): Promise<void> {
  const args = [
    'verifier',
    'serve',
    '--url',
    url,
    '--trust',
    'trust.json',
    '--asks',
    'asks.yaml',
    '--dir',
    'shop',
  ]
  serving = await desk.serve([...args, '--webhook', `${receiver.url}/hook`], { clockShift })
}

async function restart(clockShift = 0): Promise<void> {
  expect(await serving?.stop()).toBe(0)
  await serve(clockShift)
}

interface Open {
  readonly transactionId: string
  /** The answer of an honest wallet. */
  readonly answer: string
}

async function open(): Promise<Open> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/requests`, { method: 'POST', headers, body: '{"ask":"hotel"}' })
  expect(response.status).toBe(201)
  const { transactionId, requestUri } = (await response.json()) as Record<string, string>
  const review = await guest.wallet.review(requestUri ?? '', { trust: guest.trust })
  await guest.wallet.respond(review, { consent: true })
  return { transactionId: transactionId ?? '', answer: form }
}

async function post(answer: string): Promise<number> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await fetch(`${url}/response`, { method: 'POST', headers, body: answer })).status
}

async function standing({ transactionId }: Open): Promise<Record<string, unknown>> {
  return (await (await fetch(`${url}/requests/${transactionId}`)).json()) as Record<string, unknown>
}

const claims = { name: 'MARIA CONTOH', 'age_equal_or_over.18': true }

/** How the receipts of a request ended. */
async function receiptsOf({ transactionId }: Open): Promise<readonly string[]> {
  const { receipts } = (await (await fetch(`${url}/receipts`)).json()) as {
    readonly receipts: readonly { readonly transactionId: string; readonly state: string }[]
  }
  return receipts.filter((receipt) => receipt.transactionId === transactionId).map(({ state }) => state)
}

/** The events of a request that the receiver got, by their ids. */
const toldOf = ({ transactionId }: Open): readonly unknown[] =>
  received.filter(({ txn }) => txn === transactionId).map(({ jti }) => jti)

describe('a verifier that is killed', () => {
  test('while it tells the webhook keeps the verdict, and tells it once the event is free again', async () => {
    take = () => new Promise(() => {})
    await serve()
    const request = await open()
    expect(await post(request.answer)).toBe(200)
    await expect.poll(() => toldOf(request).length, { timeout: 30_000 }).toBe(1)
    await serving?.kill()
    await serve()
    expect(await standing(request)).toMatchObject({ state: 'accepted', claims })
    expect(await receiptsOf(request)).toEqual(['accepted'])
    expect(await post(request.answer)).toBe(400)
    take = async () => 202
    await restart(lease)
    await expect.poll(() => toldOf(request).length, { timeout: 30_000 }).toBe(2)
    // The same event, which is how the shop knows that it has it.
    expect(new Set(toldOf(request)).size).toBe(1)
  }, 90_000)

  test('before the webhook took an event tells it after the restart', async () => {
    take = async () => 503
    await serve()
    const request = await open()
    expect(await post(request.answer)).toBe(200)
    await expect.poll(() => toldOf(request).length, { timeout: 30_000 }).toBeGreaterThan(0)
    await serving?.kill()
    const before = toldOf(request).length
    take = async () => 202
    await serve(lease)
    await expect.poll(() => toldOf(request).length, { timeout: 30_000 }).toBe(before + 1)
    expect(new Set(toldOf(request)).size).toBe(1)
  }, 90_000)
})

/** Another connection to the file that the verifier works on. */
function onFile(...statements: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(join(desk.folder, 'shop', 'lontar.db'))
  for (const statement of statements) database.exec(statement)
  return database
}

describe('a verifier whose writes fail', () => {
  test.each([
    ['the verdict', 'UPDATE ON transactions'],
    ['the receipt', 'INSERT ON receipts'],
    ['the event', 'INSERT ON events'],
  ])(
    'at %s takes no answer, keeps nothing of it, and takes the same answer once later',
    async (_what, when) => {
      await serve()
      const request = await open()
      const database = onFile(
        `CREATE TRIGGER broken BEFORE ${when} BEGIN SELECT RAISE(ABORT, 'no space left'); END`,
      )
      expect([await post(request.answer), await post(request.answer)]).toEqual([503, 503])
      expect(await standing(request)).toMatchObject({ state: 'pending', claims: null })
      expect(await receiptsOf(request)).toEqual([])
      database.exec('DROP TRIGGER broken')
      database.close()
      const statuses = await Promise.all([post(request.answer), post(request.answer), post(request.answer)])
      expect(statuses.toSorted()).toEqual([200, 400, 400])
      expect(await standing(request)).toMatchObject({ state: 'accepted', claims })
      expect(await receiptsOf(request)).toEqual(['accepted'])
      await expect.poll(() => toldOf(request).length, { timeout: 30_000 }).toBe(1)
    },
    90_000,
  )

  test('because another process holds the file makes no request and takes no answer, and both later', async () => {
    await serve()
    const request = await open()
    const database = onFile('BEGIN IMMEDIATE')
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: '{"ask":"hotel"}' }
    const [made, answered] = await Promise.all([fetch(`${url}/requests`, init), post(request.answer)])
    expect([made.status, made.headers.get('retry-after'), answered]).toEqual([503, '1', 503])
    expect(await standing(request)).toMatchObject({ state: 'pending' })
    database.exec('COMMIT')
    database.close()
    expect(await post(request.answer)).toBe(200)
    expect((await fetch(`${url}/requests`, init)).status).toBe(201)
  }, 90_000)
})

describe('a verifier whose clock is wrong', () => {
  test('by a day accepts nothing that is not of now, and tells no claims that are over', async () => {
    await serve()
    const [late, early, accepted] = [await open(), await open(), await open()]
    expect(await post(accepted.answer)).toBe(200)

    await restart(-day)
    expect(await post(accepted.answer)).toBe(400)
    expect(await post(early.answer)).toBe(400)
    // Signed a day ahead of this clock: neither the credential nor the presentation is of now.
    expect(await standing(early)).toMatchObject({
      state: 'refused',
      claims: null,
      refusal: { decisive: { code: 'credential_not_yet_valid' } },
    })

    // Over, and not erased yet.
    await restart(400_000)
    expect(await post(late.answer)).toBe(400)
    for (const request of [late, accepted])
      expect(await standing(request)).toMatchObject({ state: 'expired', claims: null })

    await restart(day)
    expect(await post(late.answer)).toBe(400)
    for (const request of [late, accepted])
      expect(await standing(request)).toMatchObject({ error: 'transaction_unknown' })

    await restart()
    for (const { answer } of [late, early, accepted]) expect(await post(answer)).toBe(400)
    expect(await receiptsOf(late)).toEqual([])
    // The twin: with the right clock the same wallet is accepted.
    expect(await post((await open()).answer)).toBe(200)
  }, 120_000)
})
