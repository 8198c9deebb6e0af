import { createServer, globalAgent, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { globalAgent as secureAgent } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGuardedFetch, createGuardedFetchOn } from './guarded-fetch.ts'
import type { Network } from './network.ts'
import { createNodeNetwork, network as nodeNetwork, type ResolvedAddress } from './network-node.ts'
import { network as webNetwork } from './network-web.ts'

const networks: readonly (readonly [string, Network])[] = [
  ['node', nodeNetwork],
  ['web', webNetwork],
]
const error = (code: string, name = 'NetworkError') => expect.objectContaining({ name, code })
const servers: Server[] = []

async function listen(
  listener: RequestListener,
): Promise<{ url: string; port: number; connections(): number }> {
  let connections = 0
  const server = createServer(listener).on('connection', () => connections++)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, port, connections: () => connections }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

describe.each(networks)('the guarded fetch on the %s network', (name, network) => {
  const open = (options = {}) =>
    createGuardedFetchOn(network, { dangerouslyAllowLoopbackHttp: true, ...options })

  it('reads status, headers, text and JSON', async () => {
    const { url } = await listen((_request, response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'x-a': 'b' }).end('{"a":"é"}')
    })
    const response = await open()(url)
    expect(response.status).toBe(201)
    expect(response.headers.get('x-a')).toBe('b')
    expect(response.text()).toBe('{"a":"é"}')
    expect(response.json()).toEqual({ a: 'é' })
  })

  it('sends method, headers and body', async () => {
    const { url } = await listen(async (request, response) => {
      const body = await bodyOf(request)
      response.end(
        JSON.stringify([
          request.method,
          request.headers['content-type'],
          request.headers['content-length'],
          body,
        ]),
      )
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await open()(url, { method: 'POST', headers, body: 'a=é' })
    expect(response.json()).toEqual(['POST', 'application/x-www-form-urlencoded', '4', 'a=é'])
  })

  it('gives up when its caller does, before and during the request', async () => {
    const controller = new AbortController()
    const { url, connections } = await listen(() => controller.abort())
    const { signal } = controller
    await expect(open()(url, { signal })).rejects.toEqual(error('network_timeout'))
    expect(connections()).toBe(1)
    await expect(open()(url, { signal })).rejects.toEqual(error('network_timeout'))
    expect(connections()).toBe(1)
  })

  it('returns an error status to the caller', async () => {
    const { url } = await listen((_request, response) =>
      response.writeHead(400).end('{"error":"invalid_grant"}'),
    )
    const response = await open()(url)
    expect([response.status, response.json()]).toEqual([400, { error: 'invalid_grant' }])
  })

  it('returns an empty answer', async () => {
    const { url } = await listen((_request, response) => response.writeHead(204).end())
    expect((await open()(url)).text()).toBe('')
  })

  it('reads JSON and text strictly', async () => {
    const answers = ['{"a":1,"a":2}', Buffer.of(0x22, 0xff, 0x22)]
    const { url } = await listen((_request, response) => response.end(answers.shift()))
    const [repeated, notText] = [await open()(url), await open()(url)]
    expect(() => repeated.json()).toThrow(error('json_malformed', 'MalformedError'))
    expect(() => notText.text()).toThrow(error('utf8_malformed', 'MalformedError'))
    expect(() => notText.json()).toThrow(error('utf8_malformed', 'MalformedError'))
  })

  it.each([301, 302, 303, 307, 308])('follows no redirect with status %i', async (status) => {
    const target = await listen((_request, response) => response.end('secret'))
    const { url } = await listen((_request, response) =>
      response.writeHead(status, { location: target.url }).end(),
    )
    await expect(open()(url)).rejects.toThrow(error('network_redirect_refused'))
    expect(target.connections()).toBe(0)
  })

  it('hangs up on a redirect and reads none of its body', async () => {
    let closed = false
    const { url } = await listen((_request, response) => {
      response.on('close', () => {
        closed = true
      })
      response.writeHead(302, { location: '/' }).write('a')
    })
    await expect(open()(url)).rejects.toThrow(error('network_redirect_refused'))
    await expect.poll(() => closed).toBe(true)
  })

  it('reads up to its limit and not one byte more', async () => {
    const { url } = await listen((_request, response) => response.end('a'.repeat(1000)))
    expect((await open({ maxBytes: 1000 })(url)).text()).toHaveLength(1000)
    await expect(open({ maxBytes: 999 })(url)).rejects.toThrow(error('network_response_too_large'))
  })

  it('stops a stream without a length or an end', async () => {
    let open_ = true
    const { url } = await listen((_request, response) => {
      const write = (): void => {
        if (!response.destroyed) response.write('a'.repeat(10_000), () => setImmediate(write))
      }
      response.on('close', () => {
        open_ = false
      })
      write()
    })
    await expect(open({ maxBytes: 100_000 })(url)).rejects.toThrow(error('network_response_too_large'))
    await expect.poll(() => open_).toBe(false)
  })

  it('limits what a compressed body expands to (D2)', async () => {
    const bomb = gzipSync(Buffer.alloc(10 * 2 ** 20))
    const { url } = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    await expect(open()(url)).rejects.toThrow(error('network_response_too_large'))
  })

  it('reads gzip although it did not ask for it', async () => {
    const { url } = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
    )
    expect((await open()(url)).json()).toEqual({ a: 1 })
  })

  it.each([
    ['headers that do not come', (_request, _response) => undefined],
    ['a body that does not end', (_request, response) => response.write('a')],
    [
      'a body that drips',
      (_request, response) => {
        const timer = setInterval(() => response.write('a'), 10)
        response.on('close', () => clearInterval(timer))
      },
    ],
  ] satisfies [string, RequestListener][])('gives up on %s', async (_what, listener) => {
    const { url } = await listen(listener)
    const started = performance.now()
    await expect(open({ timeoutMilliseconds: 80 })(url)).rejects.toThrow(error('network_timeout'))
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('says when the host cannot be reached or breaks off', async () => {
    const { url } = await listen((request) => request.socket.destroy())
    await expect(open()(url)).rejects.toThrow(error('network_unreachable'))
    await expect(open()('http://127.0.0.1:1/')).rejects.toThrow(error('network_unreachable'))
    const half = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    await expect(open()(half.url)).rejects.toThrow(error('network_unreachable'))
  })

  it('contacts nothing that it may not contact', async () => {
    const canary = await listen((_request, response) => response.end('secret'))
    const strict = createGuardedFetchOn(network)
    const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', 'localhost', '[::ffff:127.0.0.1]', '0']
    for (const host of hosts) {
      await expect(strict(`http://${host}:${canary.port}/`)).rejects.toThrow(
        error('url_scheme_forbidden', 'VerificationError'),
      )
      await expect(strict(`https://${host}:${canary.port}/`)).rejects.toThrow(
        error('url_address_forbidden', 'VerificationError'),
      )
    }
    expect(canary.connections()).toBe(0)
  })

  it('tells nothing of the URL in its errors (P12)', async () => {
    const { url } = await listen((request) => request.socket.destroy())
    const failure = await open()(`${url}?code=MARK`).catch((reason: unknown) => reason)
    expect(failure).toEqual(error('network_unreachable'))
    const { inspect } = await import('node:util')
    expect(inspect(failure)).not.toContain('MARK')
  })

  if (name === 'node') {
    it('refuses another compression', async () => {
      const encodings = ['deflate', 'gzip, gzip', 'br', Array.from({ length: 100 }, () => 'gzip').join(',')]
      for (const encoding of encodings) {
        const { url } = await listen((_request, response) =>
          response.writeHead(200, { 'content-encoding': encoding }).end(gzipSync('a')),
        )
        await expect(open()(url)).rejects.toThrow(error('network_encoding_unsupported'))
      }
    })

    it('refuses what says gzip and is not', async () => {
      const { url } = await listen((_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('a'),
      )
      await expect(open()(url)).rejects.toThrow(error('network_encoding_unsupported'))
    })

    it('asks for an answer without compression', async () => {
      const { url } = await listen((request, response) => response.end(request.headers['accept-encoding']))
      expect((await open()(url)).text()).toBe('identity')
    })
  }
})

describe('the node network', () => {
  it('shares no connection with anybody who checked nothing', async () => {
    // Node documents no method that every request through an agent goes through; this one it has.
    const agents: readonly { addRequest(): void }[] = [globalAgent, secureAgent] as never
    const spies = agents.map((agent) => vi.spyOn(agent, 'addRequest'))
    const { url, connections } = await listen((_request, response) => response.end('here'))
    const fetch = createGuardedFetchOn(nodeNetwork, { dangerouslyAllowLoopbackHttp: true })
    for (let call = 1; call <= 3; call += 1) {
      expect((await fetch(url)).text()).toBe('here')
      expect(connections()).toBe(call)
    }
    await expect(fetch('https://127.0.0.1:1/')).rejects.toThrow()
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})

describe('the web network', () => {
  const answering = (response: Response) => vi.spyOn(globalThis, 'fetch').mockResolvedValue(response)

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('tells the browser to send no cookie and no address, and to follow and to keep nothing', async () => {
    const spy = answering(new Response('here'))
    const headers = { accept: 'application/json' }
    const response = await createGuardedFetchOn(webNetwork)('https://issuer.example/list', { headers })
    expect(response.text()).toBe('here')
    expect(spy).toHaveBeenCalledOnce()
    expect(spy.mock.lastCall).toEqual([
      new URL('https://issuer.example/list'),
      {
        method: 'GET',
        headers,
        redirect: 'manual',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: expect.any(AbortSignal),
      },
    ])
  })

  it('knows a redirect that the browser hides', async () => {
    const hidden = new Response('secret')
    Object.defineProperty(hidden, 'type', { value: 'opaqueredirect' })
    answering(hidden)
    const fetch = createGuardedFetchOn(webNetwork)
    await expect(fetch('https://issuer.example/list')).rejects.toThrow(error('network_redirect_refused'))
    answering(new Response('here'))
    expect((await fetch('https://issuer.example/list')).text()).toBe('here')
  })
})

describe('the resolver of the node network', () => {
  const at = (...addresses: string[]): ResolvedAddress[] =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

  it.each([
    ['a private address', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['a metadata address', ['169.254.169.254']],
    ['a public address and loopback', ['93.184.216.34', '127.0.0.1']],
    ['an IPv4-mapped address', ['::ffff:93.184.216.34']],
    ['an address with a zone', ['fe80::1%lo']],
    ['what is no address', ['localhost']],
  ])('refuses a name that leads to %s', async (_what, addresses) => {
    const canary = await listen((_request, response) => response.end('secret'))
    const fetch = createGuardedFetchOn(createNodeNetwork(async () => at(...addresses)))
    const forbidden = error('url_address_forbidden', 'VerificationError')
    await expect(fetch(`https://rebind.example:${canary.port}/`)).rejects.toThrow(forbidden)
    expect(canary.connections()).toBe(0)
  })

  it('lets a name that was vouched for lead into a private network, and no other', async () => {
    const network = createNodeNetwork(async () => at('10.255.255.1'))
    const fetch = createGuardedFetchOn(network, {
      dangerouslyAllowPrivateHosts: ['registry.internal'],
      timeoutMilliseconds: 100,
    })
    // Nobody is there: what matters is that it was tried.
    await expect(fetch('https://registry.internal/')).rejects.toThrow(
      expect.objectContaining({ name: 'NetworkError' }),
    )
    await expect(fetch('https://registry.example/')).rejects.toThrow(
      error('url_address_forbidden', 'VerificationError'),
    )
  })

  it('refuses localhost that leads elsewhere, also in development', async () => {
    const network = createNodeNetwork(async () => at('10.0.0.1'))
    const fetch = createGuardedFetchOn(network, { dangerouslyAllowLoopbackHttp: true })
    await expect(fetch('http://localhost:1/')).rejects.toThrow(
      error('url_address_forbidden', 'VerificationError'),
    )
  })

  it('resolves once and connects to what it checked, so that rebinding comes too late', async () => {
    const { port } = await listen((request, response) => response.end(request.headers.host))
    const answers = [at('127.0.0.1'), at('10.0.0.1')]
    let asked = 0
    const network = createNodeNetwork(async () => answers[asked++] ?? [])
    const target = { url: new URL(`http://pinned.invalid:${port}/`), isAddressAllowed: () => true }
    const { signal } = new AbortController()
    const answer = await network({
      target,
      method: 'GET',
      headers: {},
      body: undefined,
      maxBytes: 1000,
      signal,
    })
    // The platform's own resolver could not have found this name.
    expect(new TextDecoder().decode(answer.body)).toBe(`pinned.invalid:${port}`)
    expect(asked).toBe(1)
  })

  it('pins https as well, and asks for the name of the URL, not for the address', async () => {
    let greeting = ''
    const canary = createTcpServer((socket) => {
      socket.once('data', (data) => {
        greeting = data.toString('latin1')
        socket.destroy()
      })
    })
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
    const url = new URL(`https://pinned.invalid:${(canary.address() as AddressInfo).port}/`)
    const { signal } = new AbortController()
    const request = { method: 'GET', headers: {}, body: undefined, maxBytes: 1, signal } as const
    const network = createNodeNetwork(async () => at('127.0.0.1'))
    const answer = network({ ...request, target: { url, isAddressAllowed: () => true } })
    await expect(answer).rejects.toThrow(error('network_unreachable'))
    await new Promise((resolve) => canary.close(resolve))
    expect(greeting).toContain('pinned.invalid')
  })

  it('tries the next checked address when the first does not answer', async () => {
    const { port } = await listen((_request, response) => response.end('here'))
    const network = createNodeNetwork(async () => at('::1', '127.0.0.1'))
    const fetch = createGuardedFetchOn(network, { dangerouslyAllowLoopbackHttp: true })
    expect((await fetch(`http://localhost:${port}/`)).text()).toBe('here')
  })

  it('looks nothing up for an address', async () => {
    const { url } = await listen((_request, response) => response.end('here'))
    const network = createNodeNetwork(async () => {
      throw new Error('looked up')
    })
    const fetch = createGuardedFetchOn(network, { dangerouslyAllowLoopbackHttp: true })
    expect((await fetch(url)).text()).toBe('here')
  })

  it.each([
    ['knows no such name', async () => at()],
    ['fails', async () => Promise.reject(new Error('ENOTFOUND'))],
  ])('says so when it %s', async (_what, resolveName) => {
    const fetch = createGuardedFetchOn(createNodeNetwork(resolveName))
    await expect(fetch('https://nowhere.example/')).rejects.toThrow(error('network_unreachable'))
  })

  it('is not waited for beyond the time limit', async () => {
    const network = createNodeNetwork(() => new Promise(() => undefined))
    const fetch = createGuardedFetchOn(network, { timeoutMilliseconds: 30 })
    await expect(fetch('https://slow.example/')).rejects.toThrow(error('network_timeout'))
  })
})

describe('createGuardedFetch', () => {
  it('is strict without options', async () => {
    const { port, connections } = await listen((_request, response) => response.end())
    const scheme = error('url_scheme_forbidden', 'VerificationError')
    await expect(createGuardedFetch()(`http://127.0.0.1:${port}/`)).rejects.toThrow(scheme)
    expect(connections()).toBe(0)
  })

  it('reaches loopback when that is dangerously allowed', async () => {
    const { url } = await listen((_request, response) => response.end('here'))
    expect((await createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })(url)).text()).toBe('here')
  })
})
