import type { Response as ExpressResponse } from 'express'

/** Sends a web `Response` through Express. */
export async function sendResponse(response: Response, outgoing: ExpressResponse): Promise<void> {
  outgoing.status(response.status)
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.appendHeader('set-cookie', cookies)
  outgoing.end(new Uint8Array(await response.arrayBuffer()))
}
