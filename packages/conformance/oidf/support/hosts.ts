import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { type FetchHandler, type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { onTestFinished } from 'vitest'

/** A request as it reached a host. */
export interface HostRequest {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: string
}

/** Hosts with public names. Each hears HTTP on loopback: TLS ends before it. */
export interface Hosts {
  /** Serves an origin, such as `https://hotel.example`, until the test ends. */
  serve(origin: string, handler: FetchHandler): Promise<void>
  /** The way to these hosts, and to nowhere else. */
  readonly fetch: GuardedFetch
  /** Asks a host as no wallet would have to. */
  send(url: string, init?: RequestInit): Promise<Response>
  /** What reached an origin, in order. */
  requests(origin: string): readonly HostRequest[]
}

/** Opens hosts that end with the test. */
export function openHosts(): Hosts {
  const servers = new Map<string, { server: LoopbackServer; seen: HostRequest[] }>()
  const guarded = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
  const found = (origin: string) => {
    const host = servers.get(origin)
    if (host === undefined) throw new TypeError(`nobody serves ${origin}`)
    return host
  }
  const onLoopback = (url: string): string => {
    const { origin, pathname, search } = new URL(url)
    return found(origin).server.url + pathname + search
  }
  return {
    serve: async (origin, handler) => {
      const seen: HostRequest[] = []
      const server = await startLoopbackServer(async (request) => {
        seen.push(await see(request.clone()))
        return handler(request)
      })
      servers.set(origin, { server, seen })
      onTestFinished(() => server.close())
    },
    fetch: async (url, init) => guarded(onLoopback(url), init),
    send: (url, init = {}) => fetch(onLoopback(url), { redirect: 'manual', ...init }),
    requests: (origin) => found(origin).seen,
  }
}

async function see(request: Request): Promise<HostRequest> {
  const { method, headers } = request
  return { method, path: new URL(request.url).pathname, headers, body: await request.text() }
}
