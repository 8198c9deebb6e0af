import { connect, type Socket } from 'node:net'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cardBytes, mariaFile, oneCardReader, registrationOffice } from '../../../fixtures/registrations.ts'
import type { DocumentReader } from '../reader/document-reader.ts'
import { createRegistrationHandler, type RegistrationHandlerOptions } from './create-registration-handler.ts'
import type { RegistrationOffice } from './registration-office.ts'

async function serving(
  changes: Partial<RegistrationOffice> = {},
  options: Partial<RegistrationHandlerOptions> = {},
) {
  const { office } = await registrationOffice(changes)
  const server = await startLoopbackServer(createRegistrationHandler({ office, path: '/api', ...options }))
  onTestFinished(() => server.close())
  return { office, server, url: `${server.url}/api/registrations` }
}

const json = { 'content-type': 'application/json' }

async function start(
  url: string,
): Promise<{ readonly at: string; readonly headers: Record<string, string> }> {
  const text = (await (await fetch(`${url}/consent-text?language=en`)).json()) as { version: string }
  const body = { language: 'en', textVersion: text.version, agreed: ['identity', 'registry'] }
  const response = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) })
  expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store'])
  const { id, token } = (await response.json()) as { id: string; token: string }
  expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/)
  return { at: `${url}/${id}`, headers: { authorization: `Bearer ${token}` } }
}

async function codeOf(response: Response): Promise<readonly [number, string]> {
  const { error } = (await response.json()) as { error: { code: keyof typeof errorCatalogue } }
  const { title, fix } = errorCatalogue[error.code]
  expect(error).toEqual({ code: error.code, title, fix })
  return [response.status, error.code]
}

describe('an app on a phone', () => {
  it('reads the text, starts, sends the card, confirms the fields and asks for the status', async () => {
    const { url } = await serving()
    const { at, headers } = await start(url)
    const card = await fetch(`${at}/card`, { method: 'PUT', headers, body: Buffer.from(cardBytes()) })
    expect([card.status, ((await card.json()) as { fields: object }).fields]).toEqual([
      200,
      expect.objectContaining({ nik: { text: mariaFile.nik, confidence: 0.9 } }),
    ])
    const body = JSON.stringify(mariaFile)
    const fields = await fetch(`${at}/fields`, { method: 'POST', headers: { ...headers, ...json }, body })
    expect(fields.status).toBe(200)
    const answer = (await fields.json()) as object
    expect(answer).toMatchObject({ state: 'review', reasons: [{ code: 'officer_not_confirmed' }] })
    expect(JSON.stringify(answer)).not.toContain(mariaFile.nik)
    const status = await fetch(at, { headers })
    expect([status.status, await status.json()]).toEqual([200, answer])
  })

  it('without its token, or with another, learns nothing', async () => {
    const { url } = await serving()
    const { at } = await start(url)
    const other = await start(url)
    const bare = await fetch(at)
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await codeOf(await fetch(at, { headers: other.headers }))).toEqual([404, 'registration_unknown'])
    const unknown = `${url}/${'A'.repeat(22)}`
    expect(await codeOf(await fetch(unknown, { headers: other.headers }))).toEqual([
      404,
      'registration_unknown',
    ])
    const card = { method: 'PUT', headers: other.headers, body: Buffer.from(cardBytes()) }
    expect(await codeOf(await fetch(`${at}/card`, card))).toEqual([404, 'registration_unknown'])
  })

  it('that sends what cannot be read is told so by name', async () => {
    const { url } = await serving()
    const { at, headers } = await start(url)
    const post = (address: string, body: string, more: Record<string, string> = json) =>
      fetch(address, { method: 'POST', headers: { ...headers, ...more }, body })
    expect(await codeOf(await post(url, '{"language":"fr"}'))).toEqual([400, 'json_malformed'])
    expect(await codeOf(await post(url, '[]'))).toEqual([400, 'json_malformed'])
    expect(await codeOf(await post(`${at}/fields`, '{}', {}))).toEqual([400, 'json_malformed'])
    expect(await codeOf(await post(`${at}/fields`, '{}'))).toEqual([422, 'ktp_malformed'])
    expect(await codeOf(await post(`${at}/fields`, `"${'x'.repeat(20_000)}"`))).toEqual([
      413,
      'request_body_too_large',
    ])
    const garbage = await fetch(`${at}/card`, { method: 'PUT', headers, body: '%PDF-1.7' })
    expect(await codeOf(garbage)).toEqual([422, 'card_image_unreadable'])
    expect(await codeOf(await fetch(`${url}/consent-text?language=xx`))).toEqual([400, 'json_malformed'])
  })

  it('that uses another method or path is told so by the status', async () => {
    const { url, server } = await serving()
    const { at, headers } = await start(url)
    const wrong = await fetch(`${at}/card`, { method: 'POST', headers })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'PUT'])
    expect((await fetch(`${at}/photo`, { headers })).status).toBe(404)
    expect((await fetch(`${server.url}/registrations`, { method: 'POST' })).status).toBe(404)
  })

  it('without consent to both items starts nothing', async () => {
    const { url } = await serving()
    const body = JSON.stringify({ language: 'id', textVersion: '2026-11.2', agreed: ['identity'] })
    const response = await fetch(url, { method: 'POST', headers: json, body })
    expect(await codeOf(response)).toEqual([422, 'consent_missing'])
  })
})

describe('a picture', () => {
  it('that declares more than 10 MiB is refused before it is read', async () => {
    const { url, server } = await serving()
    const { at, headers } = await start(url)
    expect(await declared(server, at, headers, 40 * 1024 * 1024)).toMatch(
      /^HTTP\/1.1 413 .*card_image_too_large/s,
    )
  })

  it('of more than 10 MiB is refused whatever it declares', async () => {
    const { url } = await serving()
    const { at, headers } = await start(url)
    const chunk = new Uint8Array(1024 * 1024)
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) })
    const request = { method: 'PUT', headers, body, duplex: 'half' } as const
    const answer = await fetch(`${at}/card`, request).then(codeOf, () => 'cut')
    expect([[413, 'card_image_too_large'], 'cut']).toContainEqual(answer)
    expect((await fetch(at, { headers })).status).toBe(200)
  })

  it('beyond those that are being read is told to come again', async () => {
    let begin = (): void => undefined
    const hasBegun = new Promise<void>((resolve) => {
      begin = resolve
    })
    let finish = (): void => undefined
    const isFree = new Promise<void>((resolve) => {
      finish = resolve
    })
    const reader: DocumentReader = {
      read: async (image) => {
        begin()
        await isFree
        return await oneCardReader.read(image)
      },
    }
    const { url } = await serving({ reader }, { maxReadings: 1, waitSeconds: 0 })
    const [one, other] = [await start(url), await start(url)]
    const first = put(one)
    await hasBegun
    const second = await put(other)
    expect([second.headers.get('retry-after'), ...(await codeOf(second))]).toEqual([
      '5',
      429,
      'registration_busy',
    ])
    finish()
    expect((await first).status).toBe(200)
    expect((await put(other)).status).toBe(200)
  })

  it('waits for its turn to be read, and is read then', async () => {
    const order: string[] = []
    let finish = (): void => undefined
    const isFree = new Promise<void>((resolve) => {
      finish = resolve
    })
    const reader: DocumentReader = {
      read: async (image) => {
        order.push('begun')
        await isFree
        order.push('read')
        return await oneCardReader.read(image)
      },
    }
    const { url } = await serving({ reader }, { maxReadings: 1 })
    const puts = [await start(url), await start(url)].map(put)
    await expect.poll(() => order).toEqual(['begun'])
    finish()
    expect((await Promise.all(puts)).map(({ status }) => status)).toEqual([200, 200])
    expect(order).toEqual(['begun', 'read', 'begun', 'read'])
  })

  it('that comes slowly keeps none from being read, however many do', async () => {
    const { url } = await serving({}, { maxReadings: 1, maxOpenUploads: 4 })
    const slow = [await start(url), await start(url), await start(url)]
    for (const one of slow) sendSlowly(one)
    const other = await start(url)
    // The same registration has no second place, which tells that the first picture is on its way.
    for (const one of slow) await expect.poll(async () => (await put(one)).status).toBe(429)
    expect((await put(other)).status).toBe(200)
  })

  it('is told to come again when too many are on their way, and nothing is counted against it', async () => {
    const { url } = await serving({ limits: { maxUploads: 1 } }, { maxOpenUploads: 1 })
    const [slow, other] = [await start(url), await start(url)]
    const socket = sendSlowly(slow)
    await expect.poll(async () => (await put(slow)).status).toBe(429)
    const refused = await put(other)
    expect([refused.headers.get('retry-after'), ...(await codeOf(refused))]).toEqual([
      '5',
      429,
      'registration_busy',
    ])
    socket.destroy()
    await expect.poll(async () => (await put(other)).status).toBe(200)
    const spent = await put(other)
    expect([spent.headers.get('retry-after'), ...(await codeOf(spent))]).toEqual([
      null,
      429,
      'registration_limit_reached',
    ])
  })

  it('that takes too long to read is given up, and a fault of the office tells its code alone', async () => {
    const codes: string[] = []
    const reader: DocumentReader = {
      read: (_, { signal } = {}) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason))
        }),
    }
    const options = { readingSeconds: 0.05, onError: (code: string) => void codes.push(code) }
    const slow = await serving({ reader }, options)
    const one = await start(slow.url)
    const put = { method: 'PUT', headers: one.headers, body: Buffer.from(cardBytes()) }
    expect(await codeOf(await fetch(`${one.at}/card`, put))).toEqual([503, 'card_reader_unavailable'])
    const broken = await serving(
      { reader: { read: async () => Promise.reject(new Error(mariaFile.nik)) } },
      options,
    )
    const two = await start(broken.url)
    const again = { method: 'PUT', headers: two.headers, body: Buffer.from(cardBytes()) }
    expect(await codeOf(await fetch(`${two.at}/card`, again))).toEqual([500, 'internal'])
    expect(codes).toEqual(['card_reader_unavailable', 'internal'])
  })
})

type Applicant = Awaited<ReturnType<typeof start>>

async function put({ at, headers }: Applicant): Promise<Response> {
  return await fetch(`${at}/card`, { method: 'PUT', headers, body: Buffer.from(cardBytes()) })
}

/** Begins to send a picture and never ends. */
function sendSlowly({ at, headers }: Applicant): Socket {
  const { hostname, port, pathname } = new URL(`${at}/card`)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  const fields = [`host: ${hostname}`, `authorization: ${headers['authorization']}`, 'content-length: 9']
  socket.write(`PUT ${pathname} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`)
  return socket
}

/** Sends a head that declares a body, and no body. */
async function declared(
  server: LoopbackServer,
  at: string,
  headers: Record<string, string>,
  length: number,
): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const head = [
    `PUT ${new URL(at).pathname}/card HTTP/1.1`,
    'Host: loopback',
    `Authorization: ${headers['authorization']}`,
    `Content-Length: ${length}`,
    'Connection: close',
    '\r\n',
  ]
  socket.write(head.join('\r\n'))
  let answer = ''
  for await (const chunk of socket) {
    answer += String(chunk)
    if (answer.includes('"en"')) break
  }
  socket.destroy()
  return answer
}
