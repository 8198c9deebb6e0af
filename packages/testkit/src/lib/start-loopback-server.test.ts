import { describe, expect, it } from 'vitest'
import { startLoopbackServer } from './start-loopback-server.ts'

describe('startLoopbackServer', () => {
  it('carries method, path, headers and body both ways', async () => {
    const server = await startLoopbackServer(async (request) => {
      const { pathname, search } = new URL(request.url)
      const said = [request.method, pathname + search, request.headers.get('x-test'), await request.text()]
      const headers = new Headers({ 'content-type': 'application/json' })
      headers.append('set-cookie', 'a=1')
      headers.append('set-cookie', 'b=2')
      return new Response(JSON.stringify(said), { status: 201, headers })
    })
    const response = await fetch(`${server.url}/a/b?c=d`, {
      method: 'POST',
      headers: { 'x-test': '1' },
      body: 'é',
    })
    expect(response.status).toBe(201)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toEqual(['POST', '/a/b?c=d', '1', 'é'])
    await server.close()
  })

  it('sends a redirect on as it is', async () => {
    const server = await startLoopbackServer(
      async () => new Response(null, { status: 302, headers: { location: '/x' } }),
    )
    const response = await fetch(server.url, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/x'])
    await server.close()
  })

  it('answers 500 without a word when its handler throws', async () => {
    const server = await startLoopbackServer(async () => {
      throw new Error('secret')
    })
    const response = await fetch(server.url)
    expect([response.status, await response.text()]).toEqual([500, ''])
    await server.close()
  })

  it('sends a stream of events as it comes, and ends it when the client leaves', async () => {
    const left = Promise.withResolvers<void>()
    const server = await startLoopbackServer(async () => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(': one\n\n')),
        cancel: () => left.resolve(),
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    })
    const leaving = new AbortController()
    const response = await fetch(server.url, { signal: leaving.signal })
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toBe(': one\n\n')
    leaving.abort()
    await left.promise
    await server.close()
  })

  it('is gone when it is closed', async () => {
    const server = await startLoopbackServer(async () => new Response('here'))
    expect(await (await fetch(server.url)).text()).toBe('here')
    await server.close()
    await expect(fetch(server.url)).rejects.toThrow()
  })
})
