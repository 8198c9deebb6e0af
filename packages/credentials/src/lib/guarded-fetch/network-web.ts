import type { Network, NetworkAnswer, NetworkRequest } from './network.ts'
import { networkError } from './network-error.ts'
import { readBody } from './read-body.ts'

/**
 * The network of browsers and edge runtimes. They resolve names themselves and show no address, so scheme and
 * host are all that can be judged; a browser keeps pages from its local network by its own rules.
 */
export const network: Network = async (request) => {
  const response = await send(request)
  // A browser hides a redirect behind the type `opaqueredirect` with status 0; others show the 3xx.
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel()
    throw networkError('network_redirect_refused')
  }
  return readAnswer(response, request)
}

async function send({ target, method, headers, body, signal }: NetworkRequest): Promise<Response> {
  try {
    return await fetch(target.url, {
      method,
      headers: { ...headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal,
    })
  } catch {
    throw networkError('network_unreachable')
  }
}

async function readAnswer(response: Response, { maxBytes }: NetworkRequest): Promise<NetworkAnswer> {
  const { status, headers } = response
  const body = response.body === null ? new Uint8Array() : await readBody(chunksOf(response.body), maxBytes)
  return { status, headers, body }
}

/** Not every browser lets a stream be iterated, so its reader is used. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } catch {
    throw networkError('network_unreachable')
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
