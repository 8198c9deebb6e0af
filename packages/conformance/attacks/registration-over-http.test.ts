// H1, H2, H10 and P12 at the door of registrations: what hostile senders do over real sockets, and what is left of it.
import { connect, type Socket } from 'node:net'
import { decideRegistration, registrationStatus } from '@lontar/proofing/registration'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  bringToReview,
  confirmedFields,
  openRegistrationDesk,
  picture,
  type RegistrationDesk,
  serveDesk,
  signAbout,
  startOne,
} from './support/registration-desk.ts'

let desk: RegistrationDesk
let url: string

const ends: (() => unknown)[] = []
beforeAll(async () => {
  const atEnd = (end: () => unknown): void => void ends.unshift(end)
  desk = await openRegistrationDesk({}, atEnd)
  url = await serveDesk(desk, atEnd)
}, 60_000)
afterEach(() => desk.expectNoTrace('MARKED'))
afterAll(async () => {
  for (const end of ends) await end()
})

interface Applicant {
  readonly id: string
  readonly at: string
  readonly authorization: string
}

async function applicant(): Promise<Applicant> {
  const { id, access } = await startOne(desk.office)
  return { id, at: `${url}/${id}`, authorization: `Bearer ${access.token}` }
}

async function put({ at, authorization }: Applicant, image = picture('one')): Promise<Response> {
  return await fetch(`${at}/card`, { method: 'PUT', headers: { authorization }, body: Buffer.from(image) })
}

async function stateOf({ id }: Pick<Applicant, 'id'>): Promise<string> {
  return (await registrationStatus(desk.office, { id, access: 'office' })).state
}

/** Opens a socket, says this much, and hears what comes; the server or the test ends it. */
function speak(...parts: readonly (string | Uint8Array)[]): { readonly socket: Socket; heard(): string } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('error', () => undefined)
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text
  })
  for (const part of parts) socket.write(part)
  return { socket, heard: () => heard }
}

async function statusOf(said: ReturnType<typeof speak>): Promise<string> {
  await expect.poll(() => said.heard() !== '' || said.socket.destroyed).toBe(true)
  return /^HTTP\/1\.1 (\d+)/.exec(said.heard())?.[1] ?? 'cut'
}

function head(method: string, path: string, ...fields: readonly string[]): string {
  return [`${method} ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...fields, '', ''].join('\r\n')
}

const pathOf = ({ at }: Applicant, part: string): string => new URL(`${at}${part}`).pathname

describe('H2 a picture whose length is', () => {
  test('wrong, negative, of many digits, or said twice is no picture', async () => {
    const one = await applicant()
    const path = pathOf(one, '/card')
    const authorization = `Authorization: ${one.authorization}`
    for (const lengths of [
      ['Content-Length: -1'],
      ['Content-Length: 1e3'],
      ['Content-Length: 99999999999999999999'],
      ['Content-Length: 16', 'Content-Length: 17'],
      ['Content-Length: 16', 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked, identity'],
    ]) {
      const said = speak(head('PUT', path, authorization, ...lengths), picture('one'))
      expect(await statusOf(said)).toMatch(/^(400|413|501|cut)$/)
    }
    expect(await stateOf(one)).toBe('started')
    expect((await put(one)).status).toBe(200)
  })

  test('longer than what comes is waited for, and given up with the connection', async () => {
    const one = await applicant()
    const fields = [`Authorization: ${one.authorization}`, 'Content-Length: 4000']
    const { socket } = speak(head('PUT', pathOf(one, '/card'), ...fields), picture('one'))
    await expect.poll(async () => (await put(one)).status).toBe(429)
    socket.destroy()
    await expect.poll(async () => (await put(one)).status).toBe(200)
  })

  test('shorter than what comes is the picture, and what follows is another request', async () => {
    const one = await applicant()
    const image = picture('one')
    const first = head(
      'PUT',
      pathOf(one, '/card'),
      `Authorization: ${one.authorization}`,
      `Content-Length: ${image.length}`,
    )
    const smuggled = head('GET', pathOf(one, ''), `Authorization: ${one.authorization}`)
    const said = speak(first.replace('Connection: close\r\n', ''), image, smuggled)
    await expect.poll(() => said.heard().match(/HTTP\/1\.1 200/g)).toHaveLength(2)
    expect(await stateOf(one)).toBe('read')
  })

  test('not said at all, in pieces without an end, is cut at 10 MiB', async () => {
    const one = await applicant()
    const fields = [`Authorization: ${one.authorization}`, 'Transfer-Encoding: chunked']
    const said = speak(head('PUT', pathOf(one, '/card'), ...fields))
    const piece = Buffer.alloc(1024 * 1024, 'x')
    const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
    for (let sent = 0; sent < 64 && said.heard() === '' && !said.socket.destroyed; sent += 1) {
      await new Promise<void>((resolve) => void said.socket.write(chunk, () => resolve()))
    }
    expect(await statusOf(said)).toMatch(/^(413|cut)$/)
    expect(await stateOf(one)).toBe('started')
  })

  test('none, or nothing, is refused by name', async () => {
    const one = await applicant()
    const empty = await put(one, new Uint8Array())
    expect([empty.status, await empty.json()]).toMatchObject([
      422,
      { error: { code: 'card_image_unreadable' } },
    ])
    expect(await stateOf(one)).toBe('started')
  })
})

describe('a request of another kind', () => {
  const routes = ['', '/consent-text', '/ID', '/ID/card', '/ID/fields', '/ID/face', '/ID/face/NONCE'] as const
  const allowed: Record<(typeof routes)[number], string> = {
    '': 'POST',
    '/consent-text': 'GET',
    '/ID': 'GET',
    '/ID/card': 'PUT',
    '/ID/fields': 'POST',
    '/ID/face': 'POST',
    '/ID/face/NONCE': 'PUT',
  }

  test.each(routes)(
    'to %s by a method that it does not have says which one it has, and no more',
    async (route) => {
      const { id, authorization } = await applicant()
      const address = `${url}${route.replace('ID', id).replace('NONCE', 'n'.repeat(22))}`
      for (const method of ['HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'GET', 'POST', 'PUT']) {
        if (method === allowed[route]) continue
        const response = await fetch(address, { method, headers: { authorization } })
        expect([method, response.status, response.headers.get('allow')]).toEqual([
          method,
          405,
          allowed[route],
        ])
        expect(await response.text()).toBe('')
      }
      expect(await stateOf({ id })).toBe('started')
    },
  )

  test.each(routes)('to %s from a page of another origin is not let in by a browser', async (route) => {
    const { id, authorization } = await applicant()
    const address = `${url}${route.replace('ID', id).replace('NONCE', 'n'.repeat(22))}`
    const origin = 'https://evil.example'
    const asking = {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization',
    }
    const preflight = await fetch(address, { method: 'OPTIONS', headers: asking })
    const simple = await fetch(address, { method: allowed[route], headers: { origin, authorization } })
    for (const { headers } of [preflight, simple]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ])('with the media type "%s" starts nothing and confirms nothing', async (type) => {
    const one = await applicant()
    const { asked } = desk.registry
    const headers = { authorization: one.authorization, 'content-type': type }
    for (const address of [url, `${one.at}/fields`]) {
      const response = await fetch(address, {
        method: 'POST',
        headers,
        body: JSON.stringify(confirmedFields),
      })
      expect(response.status).toBe(400)
    }
    expect([await stateOf(one), desk.registry.asked]).toEqual(['started', asked])
  })

  test.each([
    ['../{id}', 404],
    ['{id}/card/', 404],
    ['{id}//card', 404],
    ['{id}%2Fcard', 404],
    ['{id}%00', 404],
    ['{ID}', 404],
    [`${'A'.repeat(20_000)}`, 431],
    ['{id}?token=x', 200],
  ])('to the path %s opens no other door', async (path, status) => {
    const { id, authorization } = await applicant()
    const target = `/registrations/${path.replace('{id}', id).replace('{ID}', id.toLowerCase().slice(0, 21))}`
    const said = speak(head('GET', target, `Authorization: ${authorization}`))
    expect(await statusOf(said)).toBe(String(status))
  })
})

describe('a token', () => {
  const parts = ['/card', '/fields', ''] as const
  const methods = { '/card': 'PUT', '/fields': 'POST', '': 'GET' } as const

  test('of another registration, or odd, opens none, and no body is waited for', async () => {
    const [one, other] = [await applicant(), await applicant()]
    const odd = ['Bearer', 'Bearer ', 'Basic eDp4', `Bearer ${'A'.repeat(22)} x`, `Bearer ${'A'.repeat(23)}`]
    for (const authorization of [other.authorization, `Bearer ${'A'.repeat(22)}`, ...odd]) {
      for (const part of parts) {
        const fields = [
          `Authorization: ${authorization}`,
          'Content-Length: 9000',
          'Content-Type: application/json',
        ]
        const said = speak(head(methods[part], pathOf(one, part), ...fields))
        expect(await statusOf(said)).toBe(odd.includes(authorization) ? '401' : '404')
      }
    }
    expect(await stateOf(one)).toBe('started')
    expect((await put(one)).status).toBe(200)
  })

  // The last of its kind: the clock goes on.
  test('of a registration that is past opens it no more, nor the next one of the same person', async () => {
    const past = await bringToReview(desk.office)
    const decisions = [await signAbout(desk, past.id, desk.ani)]
    await decideRegistration(desk.office, { id: past.id, decisions })
    const old: Applicant = {
      id: past.id,
      at: `${url}/${past.id}`,
      authorization: `Bearer ${past.access.token}`,
    }
    const known = await fetch(old.at, { headers: { authorization: old.authorization } })
    expect(await known.json()).toMatchObject({ state: 'accepted', reasons: [] })
    expect((await put(old)).status).toBe(409)
    const next = await applicant()
    expect((await put({ ...old, at: next.at })).status).toBe(404)
    desk.clock.now = new Date('2026-11-26T08:00:00Z')
    expect((await put(old)).status).toBe(410)
    await desk.store.subjects.purge(desk.clock.now)
    expect((await put(old)).status).toBe(404)
  })
})

describe('many at once over HTTP', () => {
  test('twenty pictures of one registration: one is read, the others come again, and none is counted twice', async () => {
    const one = await applicant()
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => put(one)))).map(
      ({ status }) => status,
    )
    expect(statuses).toContain(200)
    for (const status of statuses) expect([200, 409, 429]).toContain(status)
    const content = JSON.parse((await desk.store.registrations.find(one.id))?.content ?? '') as {
      readonly uploads: number
    }
    expect(content.uploads).toBe(statuses.filter((status) => status === 200).length)
  })

  test('fields that no card prints never reach the registry, and of those that can be there is one confirmation', async () => {
    const one = await applicant()
    const { asked } = desk.registry
    const post = (body: object): Promise<Response> =>
      fetch(`${one.at}/fields`, {
        method: 'POST',
        headers: { authorization: one.authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const others = [{ MARKED: 1 }, null, ['MARKED'], 'x'.repeat(1000), '\u0000'] as const
    for (const nama of others) expect((await post({ ...confirmedFields, nama })).status).toBe(422)
    expect((await post({ ...confirmedFields, MARKED: 'MARKED' })).status).toBe(422)
    expect((await post(JSON.parse('{"__proto__":{"nik":"x"}}') as object)).status).toBe(400)
    expect(desk.registry.asked).toBe(asked)
    expect((await post(confirmedFields)).status).toBe(200)
    expect((await post(confirmedFields)).status).toBe(409)
  })
})
