import { expect, it } from 'vitest'
import { hotel } from '../fixtures/asks.ts'
import { openScene } from '../fixtures/scene.ts'
import { lontarVerifier } from './lontar-verifier.ts'

it.each(['/lontar', '/elsewhere/verify'])('serves every route from a folder at %s', async (folder) => {
  const { verifier } = await openScene()
  const { GET, POST } = lontarVerifier(verifier)
  const status = async (handle: typeof GET, path: string, method = 'GET') =>
    (await handle(new Request(`http://127.0.0.1:3000${folder}${path}`, { method }))).status
  const request = await verifier.request(hotel)
  if (!('requestUri' in request)) throw new TypeError('this ask needs a request')
  const uri = new URL(request.requestUri).searchParams.get('request_uri') ?? ''
  expect(await status(GET, uri.slice(verifier.url.length))).toBe(200)
  expect(await status(GET, `/result/${request.transactionId}`)).toBe(200)
  expect(await status(GET, '/lontar-verify.js')).toBe(200)
  expect(await status(POST, '/response', 'POST')).toBe(415)
  expect(await status(GET, '/request/unknown/same-device')).toBe(404)
  expect(await status(GET, '/about')).toBe(404)
})
