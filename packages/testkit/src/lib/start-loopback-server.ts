import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as WebStream } from 'node:stream/web'

/** A server that speaks the web's own `Request` and `Response`. */
export type FetchHandler = (request: Request) => Promise<Response>

/** A server on this machine that only this machine reaches. */
export interface LoopbackServer {
  /** Such as `http://127.0.0.1:40123`, without a slash at the end. */
  readonly url: string
  /** Stops listening and drops open connections. */
  close(): Promise<void>
}

/**
 * Serves a handler over real HTTP on a free port of 127.0.0.1. A handler that throws answers 500 without a word.
 *
 * @param handler gets a `Request` whose URL begins with `url`, whatever the Host header says; or, where it needs to
 *   know its URL first, use `startLoopbackServer((request) => later.fetch(request))`
 */
export async function startLoopbackServer(handler: FetchHandler): Promise<LoopbackServer> {
  let url = ''
  const server = createServer((incoming, outgoing) => {
    void answer(url, handler, incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.close((error) => (error === undefined ? resolve() : reject(error)))
      server.closeAllConnections()
    })
  return Object.freeze({ url, close })
}

async function answer(
  url: string,
  handler: FetchHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    await send(await handler(createRequest(url, incoming)), outgoing)
  } catch {
    if (!outgoing.headersSent) outgoing.writeHead(500)
    outgoing.end()
  }
}

function createRequest(url: string, incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  const { method = 'GET', url: target = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null
  return new Request(url + target, { method, headers, body, ...(hasBody ? { duplex: 'half' } : {}) })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  if (response.body === null || !isEventStream(response)) {
    outgoing.end(new Uint8Array(await response.arrayBuffer()))
    return
  }
  outgoing.flushHeaders()
  // Ends the stream of the handler too when the client leaves.
  await pipeline(Readable.fromWeb(response.body as WebStream), outgoing)
}

function isEventStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') === true
}
