import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hotel } from '../fixtures/asks.ts'
import { openScene } from '../fixtures/scene.ts'
import { lontarVerifier } from './lontar-verifier.ts'
import { requireCredential } from './require-credential.ts'

let server: Server
beforeEach(async () => {
  const { verifier } = await openScene()
  const routes = lontarVerifier(verifier)
  const guard = requireCredential(verifier, hotel)
  server = createServer(async (request, response) => {
    if (await routes(request, response)) return
    if ((await guard(request, response)) !== undefined) response.end('served')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

/** Sends texts over one connection; gives the status of each answer until the server closes or `count` have come. */
async function statusesOf(texts: readonly string[], count: number): Promise<readonly string[]> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  for (const text of texts) socket.write(text)
  let heard = ''
  const statuses = (): string[] => [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status ?? '')
  for await (const chunk of socket.setEncoding('latin1')) {
    heard += chunk
    if (statuses().length === count) break
  }
  return statuses()
}

function post(body: string, type = 'application/x-www-form-urlencoded'): string {
  const head = ['POST /lontar/response HTTP/1.1', 'host: evil.example', `content-type: ${type}`]
  return [...head, `content-length: ${body.length}`, '', body].join('\r\n')
}

it('answers what comes after a body that was refused, over the same connection', async () => {
  const calls = [
    post(`state=a&vp_token=${'x'.repeat(2_000_000)}`),
    post('{}', 'application/json'),
    post('state=a'),
  ]
  expect(await statusesOf(calls, 3)).toEqual(['413', '415', '400'])
})

it.each(['/lontar/response', '/check-in'])(
  'refuses a method that the web does not have at %s',
  async (path) => {
    expect(await statusesOf([`TRACE ${path} HTTP/1.1\r\nhost: hotel.example\r\n\r\n`], 1)).toEqual(['405'])
  },
)
