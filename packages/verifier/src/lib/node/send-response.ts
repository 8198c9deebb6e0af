import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/**
 * Sends a web `Response` as it comes, beside the cookies that are set already. A client that leaves ends the body; a
 * body that breaks off ends the connection, which is the only way left to say so.
 */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.appendHeader('set-cookie', cookies)
  const body = bodyOf(response)
  if (body !== undefined && outgoing.req.method !== 'HEAD') {
    await pipeline(body, outgoing).catch(() => {})
    return
  }
  body?.destroy()
  outgoing.end()
}

/** The body of a web `Response` as a stream of Node.js; destroying it cancels what feeds it. */
export function bodyOf({ body }: Response): Readable | undefined {
  // The two types of one class: that of the DOM and that of Node.js.
  return body === null ? undefined : Readable.fromWeb(body as ReadableStream)
}
