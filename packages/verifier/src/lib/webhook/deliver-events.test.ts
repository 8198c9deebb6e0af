import { NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { decodeBase64Url, decodeUtf8, parseJsonObject } from '@lontar/credentials/jose'
import { waitFor } from '@lontar/credentials/request-body'
import { describe, expect, it } from 'vitest'
import { openScene, type Scene } from '../fixtures/scene.ts'

const webhookUrl = 'https://shop.example/hook'

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly token: string
}

/** A scene whose webhook answers as the test says; `sent` is what it got. */
async function openShop(answer: (count: number) => number | 'nothing') {
  const sent: Sent[] = []
  const state: { scene?: Scene } = {}
  const fetch: GuardedFetch = async (url, init) => {
    if (url !== webhookUrl) return (state.scene as Scene).issuer.fetch(url, init)
    sent.push({ url, headers: init?.headers, token: init?.body ?? '' })
    const status = answer(sent.length)
    if (status === 'nothing') throw new NetworkError('network_timeout', 'no answer')
    return { status, headers: new Headers(), text: () => '', json: () => null }
  }
  // One look at the store for each call of `look`.
  let stop = new AbortController()
  const wait = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
    milliseconds === 1_000 ? stop.abort() : waitFor(milliseconds, signal)
  const scene = await openScene({ webhookUrl, fetch, wait })
  state.scene = scene
  const look = async (secondsLater = 0): Promise<void> => {
    stop = new AbortController()
    scene.now = new Date(scene.now.getTime() + 1000 * secondsLater)
    await scene.verifier.runWebhook(stop.signal)
  }
  return { scene, sent, look }
}

function payloadOf(token: string) {
  return parseJsonObject(decodeUtf8(decodeBase64Url(token.split('.')[1] ?? '')))
}

describe('the webhook', () => {
  it('is told each verdict once, by a token that holds no claim', async () => {
    const { scene, sent, look } = await openShop(() => 202)
    scene.issuer.statuses[9] = 1
    const { transactionId } = await scene.exchange()
    await scene.exchange({ index: 9 })
    await look()
    await look(86_400)
    expect(sent.map(({ token }) => payloadOf(token))).toEqual([
      {
        iss: 'https://hotel.example/lontar',
        aud: webhookUrl,
        iat: expect.any(Number),
        jti: expect.stringMatching(/^[\w-]{43}$/),
        txn: transactionId,
        toe: Date.parse('2026-11-24T02:00:00Z') / 1000,
        events: {
          'https://hotel.example/lontar/events/decided': { transactionId, ask: 'hotel', state: 'accepted' },
        },
      },
      expect.objectContaining({
        events: {
          'https://hotel.example/lontar/events/decided': expect.objectContaining({ state: 'refused' }),
        },
      }),
    ])
    expect(sent[0]?.headers).toEqual({
      'content-type': 'application/secevent+jwt',
      accept: 'application/json',
    })
    const header = parseJsonObject(decodeUtf8(decodeBase64Url(sent[0]?.token.split('.')[0] ?? '')))
    expect(header).toMatchObject({ typ: 'secevent+jwt', kid: scene.verifier.jwks.keys[0]?.kid })
  })

  it('is told one verdict of 200 answers to one request (F1)', async () => {
    const { scene, sent, look } = await openShop(() => 202)
    const { object } = await scene.request()
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    await Promise.all(Array.from({ length: 200 }, () => scene.post(body)))
    await look()
    expect(sent).toHaveLength(1)
  })

  it('is told again, by a token of the same id, later each time, until it takes it', async () => {
    const answers = [503, 'nothing', 500, 204] as const
    const { scene, sent, look } = await openShop((count) => answers[count - 1] ?? 202)
    await scene.exchange()
    const counts: number[] = []
    for (const seconds of [0, 9, 1, 29, 1, 89, 1, 86_400]) {
      await look(seconds)
      counts.push(sent.length)
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
    expect(new Set(sent.map(({ token }) => payloadOf(token)['jti'])).size).toBe(1)
    expect(scene.errors).toMatchObject([
      { code: 'network_status_unexpected' },
      { code: 'network_timeout' },
      { code: 'network_status_unexpected' },
    ])
  })

  it('is told no more after twelve times, nor after a day', async () => {
    const often = await openShop(() => 503)
    await often.scene.exchange()
    for (let hours = 0; hours < 40; hours++) await often.look(hours === 0 ? 0 : 10_800)
    expect(often.sent.length).toBeLessThanOrEqual(12)
    expect(often.sent.length).toBeGreaterThan(8)
    const late = await openShop(() => 503)
    await late.scene.exchange()
    await late.look(86_400)
    await late.look(86_400)
    expect(late.sent).toHaveLength(1)
  })

  it('is not told again what it says is not acceptable', async () => {
    const { scene, sent, look } = await openShop(() => 400)
    await scene.exchange()
    await look()
    await look(86_400)
    expect(sent).toHaveLength(1)
    expect(scene.errors).toHaveLength(1)
  })

  it('does not exist without a URL, and needs a safe one and a key', async () => {
    const { verifier, store } = await openScene()
    await verifier.runWebhook(new AbortController().signal)
    expect(await store.takeEvents({ now: new Date(8e15), leaseUntil: new Date(8e15), limit: 9 })).toEqual([])
    for (const url of ['http://shop.example/', 'https://user@shop.example/', 'shop'])
      await expect(openScene({ webhookUrl: url })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    const unsigned = { webhookUrl, clientId: 'redirect_uri:https://hotel.example/lontar/response' }
    await expect(openScene(unsigned)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  })
})
