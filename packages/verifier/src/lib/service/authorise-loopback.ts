import type { Authorise } from './api-keys.ts'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** A name of loopback as clients write it in the header Host, with or without a port. */
const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i

/**
 * Without a key, only a service whose public URL is on loopback is open, and only by a name of loopback: a page of
 * another site that had its own name point here is refused, and so is every page of another origin.
 *
 * @param url the public URL of the verifier
 */
export function authoriseLoopback(url: string): Authorise {
  const { hostname, origin } = new URL(url)
  const local = loopback.has(hostname)
  return (request) => local && isForLoopback(request) && !isOfForeignPage(request, origin)
}

/** The target may name a host too (RFC 9112 section 3.2.2): neither it nor the header may be another's. */
function isForLoopback({ url, headers }: Request): boolean {
  const host = headers.get('host')
  return loopback.has(new URL(url).hostname) && (host === null || loopbackHost.test(host))
}

/** A browser says for which site it calls, an old one only from which origin; a back end says neither. */
function isOfForeignPage({ url, headers }: Request, ownOrigin: string): boolean {
  const site = headers.get('sec-fetch-site') ?? 'none'
  const origin = headers.get('origin') ?? ownOrigin
  const sameOrigin = origin === ownOrigin || origin === new URL(url).origin
  return !sameOrigin || (site !== 'none' && site !== 'same-origin')
}
