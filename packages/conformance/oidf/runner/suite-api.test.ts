import { startLoopbackServer } from '@lontar/testkit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSuiteApi } from './suite-api.ts'
import { SuiteError } from './suite-error.ts'
import { startDoubleSuite } from './support/double-suite.ts'

async function answering(answer: (request: Request) => Promise<Response>) {
  const server = await startLoopbackServer(answer)
  onTestFinished(() => server.close())
  return openSuiteApi({ url: server.url, requestSeconds: 0.2 })
}

describe('the interface of the suite', () => {
  test.each(['http://suite.example', 'http://127.0.0.1.example', 'ftp://127.0.0.1', 'file:///etc/passwd'])(
    'is not opened at %s, where the token could be read',
    (url) => expect(() => openSuiteApi({ url, token: 't' })).toThrow(TypeError),
  )

  test.each([
    'https://suite.example',
    'https://suite.example/suite/',
    'http://127.0.0.1:1',
    'http://localhost:1',
  ])('is opened at %s', (url) =>
    expect(openSuiteApi({ url }).url).toBe(new URL(url.endsWith('/') ? url : `${url}/`).href),
  )

  test('says that a token is wanted', async () => {
    const double = await startDoubleSuite({ modules: [], token: 'right' })
    onTestFinished(() => double.close())
    const wrong = openSuiteApi({ url: double.url, token: 'wrong' }).serverInfo()
    await expect(wrong).rejects.toThrow('answered 401. Give a token of the suite with --token.')
    await expect(openSuiteApi({ url: double.url, token: 'right' }).serverInfo()).resolves.toMatchObject({
      double: true,
    })
  })

  test('repeats why the suite refused a plan', async () => {
    const suite = await answering(async () =>
      Response.json({ error: 'No plan with name: x' }, { status: 404 }),
    )
    const refused = suite.createPlan({ planName: 'x', variant: {}, configuration: {} })
    await expect(refused).rejects.toThrow(
      'POST /api/plan: the suite answered 404. It says: No plan with name: x',
    )
  })

  test.each([
    ['a page', '<html></html>'],
    ['another object', '{"status":"ok"}'],
    ['nothing', ''],
  ])('takes %s for no suite', async (_what, body) => {
    const suite = await answering(async () => new Response(body))
    await expect(suite.serverInfo()).rejects.toThrow('no conformance suite')
  })

  test('follows no redirect, which would carry the token elsewhere', async () => {
    const suite = await answering(async ({ url }) =>
      url.endsWith('/elsewhere')
        ? Response.json({ version: '5.1.39' })
        : new Response(null, { status: 302, headers: { location: '/elsewhere' } }),
    )
    await expect(suite.serverInfo()).rejects.toBeInstanceOf(SuiteError)
  })

  test('gives up on a suite that does not answer', async () => {
    const suite = await answering(() => new Promise(() => undefined))
    await expect(suite.serverInfo()).rejects.toThrow('no answer within 0.2 s')
  })
})
