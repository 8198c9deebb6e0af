import { NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'

type Handle = (request: Request) => Promise<Response>

/** A network inside the process, between the doors of real rooms. */
export interface Network {
  readonly fetch: GuardedFetch
  /** The URLs that were asked for. */
  readonly calls: string[]
  /** Lets a room answer for an origin. */
  serve(origin: string, handle: Handle): void
  /** Puts an attacker in front of one URL; undefined takes him away. */
  intercept(url: string, handle: Handle | undefined): void
}

/** Opens a network on which nobody listens. */
export function openNetwork(): Network {
  const rooms = new Map<string, Handle>()
  const attackers = new Map<string, Handle>()
  const calls: string[] = []
  return {
    calls,
    serve: (origin, handle) => void rooms.set(origin, handle),
    intercept: (url, handle) => void (handle ? attackers.set(url, handle) : attackers.delete(url)),
    fetch: async (url, { method = 'GET', headers = {}, body } = {}) => {
      calls.push(url)
      const handle = attackers.get(url) ?? rooms.get(new URL(url).origin)
      if (handle === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
      const init = { method, headers, ...(body === undefined ? {} : { body }) }
      const response = await handle(new Request(url, init))
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        text: () => text,
        json: () => parseJson(text),
      }
    },
  }
}
