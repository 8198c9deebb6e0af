import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OperationError } from '@lontar/credentials/errors'
import { toNodeHandler } from 'srvx/node'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { errorReporter } from './report-error.ts'

/** What one client can take of a server. Each ends by itself whoever sends slowly, or nothing. */
export interface ServerLimits {
  /** How long the headers of a request may take to come, from the connection on or from the request before. */
  readonly headersMilliseconds: number
  /** How long a whole request may take to come. */
  readonly requestMilliseconds: number
  /** How long a connection may stay open between two requests. */
  readonly idleMilliseconds: number
  /** How many requests one connection may bring; then a new one is needed. */
  readonly requestsOfOneConnection: number
  /** How many connections there may be; a further one is closed at once. */
  readonly connections: number
}

/** An honest client sends its headers in one packet, and a presentation in a few. */
const usualLimits: ServerLimits = {
  headersMilliseconds: 10_000,
  requestMilliseconds: 20_000,
  idleMilliseconds: 5_000,
  requestsOfOneConnection: 1_000,
  connections: 10_000,
}

/** Node.js looks only every 30 s by default, so that a limit of 10 s could be one of 40 s. */
const lookEveryMilliseconds = 1_000

/** What a server needs. */
export interface ServerOptions {
  readonly fetch: (request: Request) => Promise<Response>
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** For tests; see `usualLimits`. */
  readonly limits?: Partial<ServerLimits>
}

/** A running server. */
export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  readonly url: string
  /** Stops, once however often it is called. */
  close(): Promise<void>
}

/**
 * Starts an HTTP server with tight time limits.
 *
 * @throws {OperationError} `port_taken` when the address cannot be listened on.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createBoundedServer(options)
  try {
    server.listen(options.port, options.host)
    await once(server, 'listening')
  } catch (cause) {
    throw explained(
      new OperationError('port_taken', 'the address cannot be listened on', { cause }),
      'alamat ini tidak dapat dipakai untuk melayani',
    )
  }
  const { port } = server.address() as AddressInfo
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= closeServer(server)
    return closing
  }
  return { url: `http://${host}:${port}`, close }
}

function createBoundedServer({ fetch, limits }: ServerOptions): Server {
  const bounds = { ...usualLimits, ...limits }
  const server = createServer(
    {
      headersTimeout: bounds.headersMilliseconds,
      requestTimeout: bounds.requestMilliseconds,
      keepAliveTimeout: bounds.idleMilliseconds,
      connectionsCheckingInterval: Math.min(lookEveryMilliseconds, bounds.headersMilliseconds),
    },
    toNodeHandler(answering(fetch)) as Parameters<typeof createServer>[1],
  )
  server.maxRequestsPerSocket = bounds.requestsOfOneConnection
  server.maxConnections = bounds.connections
  return server
}

/** What a server answers with, once it is ready. */
export interface ReadyServer extends Pick<ServerOptions, 'fetch'> {
  readonly publicUrl: string
  /** Of whatever else is served there; none by default. */
  readonly alsoUrls?: readonly string[]
}

/** Answers, prints `{"event":"listening","url":…}`, with `also` for further URLs, and returns when the process is asked to stop. */
export type ServeUntilStopped = (ready: ReadyServer) => Promise<void>

/**
 * Takes an address before the work that readies what is served there: who cannot have the address changes nothing of
 * what another process serves from the same folder. Until all is ready, requests are asked to come again.
 *
 * @param work readies and then serves; when it returns, the address is free again.
 * @throws {OperationError} `port_taken` before the work begins.
 */
export async function withAddress<Result>(
  invocation: Invocation,
  address: Pick<ServerOptions, 'host' | 'port'>,
  work: (serve: ServeUntilStopped) => Promise<Result>,
): Promise<Result> {
  const { stdout, stopSignal } = invocation.environment
  let fetch: ServerOptions['fetch'] = notReady
  const server = await startServer({ ...address, fetch: reporting(invocation, (request) => fetch(request)) })
  try {
    return await work(async (ready) => {
      fetch = ready.fetch
      const { publicUrl: url, alsoUrls: also = [] } = ready
      stdout.write(`${JSON.stringify({ event: 'listening', url, ...(also.length > 0 && { also }) })}\n`)
      if (!stopSignal.aborted) await once(stopSignal, 'abort')
      await server.close()
    })
  } finally {
    await server.close()
  }
}

async function notReady(): Promise<Response> {
  return new Response(null, { status: 503, headers: { 'retry-after': '1' } })
}

function reporting(invocation: Invocation, fetch: ServerOptions['fetch']): ServerOptions['fetch'] {
  const report = errorReporter(invocation)
  return async (request) => {
    try {
      return await fetch(request)
    } catch (error) {
      report(error)
      throw error
    }
  }
}

/** A request that cannot be answered is an answer too, and never the end of the server. */
function answering(fetch: ServerOptions['fetch']): ServerOptions['fetch'] {
  return async (request) => {
    try {
      return await fetch(request)
    } catch {
      return new Response(null, { status: 500 })
    }
  }
}

/** The port of a URL, or 8080 when it names none: a proxy then stands before the server. */
export function portOf(url: string): number {
  const { port } = new URL(url)
  return port === '' ? 8080 : Number(port)
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 1_000).unref()
  await closed
}
