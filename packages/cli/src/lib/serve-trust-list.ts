import { readPublishedList } from './authority-list.ts'

type Fetch = (request: Request) => Promise<Response>

/** The address at which an issuer's authority publishes its trust list. */
export function trustListUrl(issuerUrl: string): string {
  return `${issuerUrl}/trust-list`
}

/** Serves the newest published trust list beside the issuer; everything else is the issuer's. */
export function serveTrustList(directory: string, issuerUrl: string, issuer: Fetch): Fetch {
  const { pathname } = new URL(trustListUrl(issuerUrl))
  return async (request) => {
    if (new URL(request.url).pathname !== pathname) return issuer(request)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    }
    const published = await readPublishedList(directory)
    if (published === undefined) return new Response(null, { status: 404 })
    const headers = {
      'content-type': 'application/trustlist+jwt',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    }
    return new Response(request.method === 'HEAD' ? null : published.text, { headers })
  }
}
