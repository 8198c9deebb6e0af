import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { portOf, startServer, withAddress } from './serve.ts'

const host = '127.0.0.1'
const publicUrl = 'https://issuer.example'
const answer = async (): Promise<Response> => new Response('here')

describe('a server', () => {
  it('answers until it is closed', async () => {
    const server = await startServer({ fetch: answer, host, port: 0 })
    expect(await (await fetch(server.url)).text()).toBe('here')
    await server.close()
    await expect(fetch(server.url)).rejects.toThrow()
  })

  it('has an address that can be opened, also by IPv6', async () => {
    const server = await startServer({ fetch: answer, host: '::1', port: 0 })
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect((await fetch(server.url)).status).toBe(200)
    await server.close()
  })

  it('says that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, host, resolve))
    const { port } = other.address() as { port: number }
    await expect(startServer({ fetch: answer, host, port })).rejects.toMatchObject({ code: 'port_taken' })
    await new Promise((resolve) => other.close(resolve))
  })

  it('outlives a request that cannot be answered, and tells nothing of why', async () => {
    const fail = async (): Promise<Response> => {
      throw new Error('MARKED')
    }
    const server = await startServer({ fetch: fail, host, port: 0 })
    const response = await fetch(server.url)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('')
    expect((await fetch(server.url)).status).toBe(500)
    await server.close()
  })

  it('says where it listens and ends when it is asked to stop', async () => {
    const stop = new AbortController()
    const environment = memoryEnvironment({ stopSignal: stop.signal })
    const ended = withAddress(memoryInvocation(environment), { host, port: 0 }, (serve) =>
      serve({ fetch: answer, publicUrl }),
    )
    while (environment.output.stdout === '') await new Promise((resolve) => setTimeout(resolve, 5))
    expect(environment.output.stdout).toBe('{"event":"listening","url":"https://issuer.example"}\n')
    stop.abort()
    await ended
  })

  it('ends also when it was asked to stop before it listened', async () => {
    const environment = memoryEnvironment({ stopSignal: AbortSignal.abort() })
    await withAddress(memoryInvocation(environment), { host, port: 0 }, (serve) =>
      serve({ fetch: answer, publicUrl }),
    )
  })

  it('asks to come again while it is made ready, and frees the address when that fails', async () => {
    const port = await freePort()
    const work = async (): Promise<void> => {
      const response = await fetch(`http://${host}:${port}`)
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
      throw new Error('not ready')
    }
    const attempt = withAddress(memoryInvocation(memoryEnvironment()), { host, port }, work)
    await expect(attempt).rejects.toThrow('not ready')
    await expect(fetch(`http://${host}:${port}`)).rejects.toThrow()
  })

  it('tells its operator of what it could not answer', async () => {
    const stop = new AbortController()
    const environment = memoryEnvironment({ stopSignal: stop.signal })
    const port = await freePort()
    const fail = async (): Promise<Response> => {
      stop.abort()
      throw new Error('MARKED')
    }
    const ended = withAddress(memoryInvocation(environment), { host, port }, (serve) =>
      serve({ fetch: fail, publicUrl }),
    )
    while (environment.output.stdout === '') await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await fetch(`http://${host}:${port}`)).status).toBe(500)
    await ended
    expect(environment.output.stderr).toMatch(/^\{"error":\{.*"code":"internal".*\}\}\n$/)
    expect(environment.output.stderr).not.toContain('MARKED')
  })

  it('listens on the port of its URL, behind a proxy on 8080', () => {
    expect(portOf('http://127.0.0.1:4000')).toBe(4000)
    expect(portOf('https://issuer.example')).toBe(8080)
  })
})

describe('a server whose clients are slow', () => {
  it.each([
    ['says nothing', ''],
    ['sends half of its headers', 'POST / HTTP/1.1\r\nHost: a\r\n'],
  ])('cuts off one that %s, and answers the others meanwhile', async (_, said) => {
    const server = await startServer({ fetch: answer, host, port: 0, limits: { headersMilliseconds: 200 } })
    const slow = opened(server.url, said)
    expect(await (await fetch(server.url)).text()).toBe('here')
    expect(await slow.ended).toMatch(/^HTTP\/1\.1 408 /)
    await server.close()
  })

  it('cuts off one that sends a byte of its headers now and then', async () => {
    const server = await startServer({ fetch: answer, host, port: 0, limits: { headersMilliseconds: 200 } })
    const slow = opened(server.url, 'GET / HTTP/1.1\r\n')
    const dripping = setInterval(() => slow.socket.write('x'), 20)
    await slow.ended
    clearInterval(dripping)
    expect(slow.socket.closed).toBe(true)
    await server.close()
  })

  it('cuts off one whose body does not come, where nobody else stops waiting for it', async () => {
    const limits = { headersMilliseconds: 200, requestMilliseconds: 300 }
    const read = async (request: Request): Promise<Response> => new Response(await request.text())
    const server = await startServer({ fetch: read, host, port: 0, limits })
    const slow = opened(server.url, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc')
    expect(await slow.ended).not.toMatch(/^HTTP\/1\.1 200 /)
    await server.close()
  })

  it('closes a connection too many at once, and takes the next when there is room', async () => {
    const server = await startServer({ fetch: answer, host, port: 0, limits: { connections: 1 } })
    const first = opened(server.url, '')
    await once(first.socket, 'connect')
    expect(await opened(server.url, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n').ended).toBe('')
    first.socket.destroy()
    await first.ended
    const next = await opened(server.url, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').ended
    expect(next).toMatch(/^HTTP\/1\.1 200 /)
    await server.close()
  })
})

/** A connection that sends this and nothing more; `ended` gives what was answered until it closed. */
function opened(url: string, said: string): { readonly socket: Socket; readonly ended: Promise<string> } {
  const socket = connect(Number(new URL(url).port), host)
  let heard = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    heard += text
  })
  socket.on('error', () => {})
  socket.write(said)
  // A connection that is cut off may end in an error first, which is no failure here.
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)))
  return { socket, ended }
}

async function freePort(): Promise<number> {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, host, resolve))
  const { port } = other.address() as { port: number }
  await new Promise((resolve) => other.close(resolve))
  return port
}
