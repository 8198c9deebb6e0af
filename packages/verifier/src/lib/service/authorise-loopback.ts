import type { Authorise } from './api-keys.ts'

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Without a key, only a service whose public URL is on loopback is open, and only by a name of loopback: a page of
 * another site that had its own name point here is refused.
 *
 * @param url the public URL of the verifier
 */
export function authoriseLoopback(url: string): Authorise {
  const local = loopback.has(new URL(url).hostname)
  return (request) => local && loopback.has(new URL(request.url).hostname) && !isOfPage(request)
}

/** A browser says for which site it calls; a back end has none. */
function isOfPage({ headers }: Request): boolean {
  const site = headers.get('sec-fetch-site')
  return site !== null && site !== 'none' && site !== 'same-origin'
}
