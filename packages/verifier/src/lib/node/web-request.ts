import type { IncomingMessage } from 'node:http'
import { parsedBodyOf } from './parsed-body.ts'

/** What a web request takes from a Node.js one. */
export interface WebRequestInput {
  readonly incoming: IncomingMessage
  /** Under the public origin: the Host header is never believed. */
  readonly url: string
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal
  /** Absent where nobody reads a body. */
  readonly body?: {
    /** What a parser made of the body, when it was read already. */
    readonly parsed: unknown
  }
}

/** Makes a web `Request` of a Node.js one: its body from its stream, or from what a parser left when it was read. */
export function toWebRequest({ incoming, url, signal, body }: WebRequestInput): Request {
  const { method = 'GET' } = incoming
  const init = { method, signal, headers: headersOf(incoming) }
  if (body === undefined || method === 'GET' || method === 'HEAD') return new Request(url, init)
  const content = incoming.readableDidRead ? parsedBodyOf(incoming, body.parsed) : streamOf(incoming)
  // `duplex` is missing in the types of the DOM.
  const withBody: RequestInit & { duplex: 'half' } = { ...init, body: content, duplex: 'half' }
  return new Request(url, withBody)
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? ''
    // The length is that of the original bytes; names with a colon are HTTP/2's own.
    if (name === 'content-length' || name === 'transfer-encoding' || name.startsWith(':')) continue
    // A repeated cookie header is one list (RFC 9113 section 8.2.3).
    const before = headers.get(name)
    const separator = name === 'cookie' ? '; ' : ', '
    headers.set(name, `${before === null ? '' : before + separator}${rawHeaders[at + 1]}`)
  }
  return headers
}

/**
 * Whoever stops reading leaves the connection open, so that the answer still reaches the client. The rest then runs to
 * nowhere: Node.js throws away by itself only a body that nobody began to read.
 */
function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false })
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return?.()
      incoming.resume()
    },
  }
  // Nothing is read ahead.
  return new ReadableStream(source, { highWaterMark: 0 })
}
