// H15 over real sockets: a service without a key is for this machine alone, and for no page of another site.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendOver } from './support/hotel-over-http.ts'
import { openRooms } from './support/rooms.ts'
import { openServiceOverHttp, type ServiceOverHttp } from './support/service-over-http.ts'

let service: ServiceOverHttp
let own: string

beforeAll(async () => {
  service = await openServiceOverHttp(await openRooms(), { keyless: true })
  own = `127.0.0.1:${service.port}`
})
afterAll(() => service.close())

const body = '{"ask":"hotel"}'

/** Makes a request as it is written here, and gives the status of the answer. */
async function statusOf(target: string, ...headers: readonly string[]): Promise<string> {
  const fixed = ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Connection: close']
  const head = [`POST ${target} HTTP/1.1`, ...fixed, ...headers, '', body].join('\r\n')
  return /^HTTP\/1\.1 (\d+)/.exec(await sendOver(service.port, [head]))?.[1] ?? ''
}

test.each([
  ['of another site', 'Origin: https://evil.example'],
  ['without an origin of its own', 'Origin: null'],
  ['of another port', 'Origin: http://127.0.0.1:3000'],
  ['of another site, whose origin is sent twice', 'Origin: https://evil.example', 'Origin: {own}'],
  ['of another site, as a newer browser says', 'Sec-Fetch-Site: cross-site'],
  [
    'of another origin of this machine, as a newer browser says',
    'Origin: {own}',
    'Sec-Fetch-Site: same-site',
  ],
])('a page %s makes no request', async (_what, ...headers) => {
  const sent = headers.map((header) => header.replace('{own}', `http://${own}`))
  expect(await statusOf('/lontar/requests', `Host: ${own}`, ...sent)).toBe('401')
})

test.each([
  ['an empty host', '/lontar/requests', 'Host: '],
  ['another host', '/lontar/requests', 'Host: evil.example'],
  ['another host, and this one in the target', 'http://{own}/lontar/requests', 'Host: evil.example'],
  ['this host, and another one in the target', 'http://evil.example/lontar/requests', 'Host: {own}'],
])('who names %s makes no request', async (_what, target, host) => {
  expect(await statusOf(target.replace('{own}', own), host.replace('{own}', own))).toBe('401')
})

test('a program of this machine does, and a page of the very origin', async () => {
  expect(await statusOf('/lontar/requests', `Host: ${own}`)).toBe('201')
  expect(await statusOf(`http://${own}/lontar/requests`, `Host: ${own}`)).toBe('201')
  expect(await statusOf('/lontar/requests', `Host: localhost:${service.port}`)).toBe('201')
  const page = [`Origin: http://${own}`, 'Sec-Fetch-Site: same-origin']
  expect(await statusOf('/lontar/requests', `Host: ${own}`, ...page)).toBe('201')
})

test('no page is told that it might read a result, while wallets in a browser may answer', async () => {
  const ask = (path: string) => service.call(path, { method: 'OPTIONS' })
  for (const path of ['/result/x', '/requests', '/requests/x', '/receipts', '/ask/hotel', '/dc/x']) {
    const { status, headers } = await ask(path)
    expect([path, status, headers.get('access-control-allow-origin')]).toEqual([path, 405, null])
  }
  expect((await ask('/response')).headers.get('access-control-allow-origin')).toBe('*')
})
