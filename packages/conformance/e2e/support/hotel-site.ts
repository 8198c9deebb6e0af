import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { ask } from '@lontar/documents/ask'
import { startLoopbackServer } from '@lontar/testkit'
import {
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import type { Wallet } from '@lontar/wallet'
import { openGuest } from './open-guest.ts'

/** What the hotel asks for. */
export const checkIn = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

/** No inline script or style, nothing from elsewhere, no string into a place that could run it. */
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/** A hotel's web site whose check-in is guarded, and the wallet of a guest. */
export interface HotelSite {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** Holds the guest's credential. */
  readonly wallet: Wallet
  /** Revokes the credential of the guest. */
  revoke(): Promise<void>
  /** The last bodies that were posted to `/posted`. */
  readonly posted: readonly string[]
  close(): Promise<void>
}

/** Opens the site on a free port, beside a guest whose issuer it trusts. */
export async function openHotelSite(options: Partial<VerifierOptions> = {}): Promise<HotelSite> {
  const guest = await openGuest()
  const posted: string[] = []
  // A verifier knows its address before it can be made.
  const server = await startLoopbackServer((request) => serve(request, verifier, posted))
  const verifier = createVerifier({
    url: `${server.url}/lontar`,
    name: 'Hotel Contoh',
    trust: guest.trust,
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryVerifierStore(),
    fetch: guest.fetch,
    ...options,
  })
  return {
    url: server.url,
    wallet: guest.wallet,
    revoke: guest.revoke,
    posted,
    async close() {
      await server.close()
      await guest.close()
    },
  }
}

async function serve(request: Request, verifier: Verifier, posted: string[]): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname.startsWith('/lontar/')) return verifier.fetch(request)
  if (pathname === '/check-in') return serveCheckIn(request, verifier)
  if (pathname === '/page.js') return text(pageScript, 'text/javascript')
  if (pathname === '/favicon.ico') return new Response(null, { status: 204 })
  if (pathname === '/posted') {
    posted.push(await request.text())
    return new Response(null, { status: 204 })
  }
  if (pathname !== '/') return new Response(null, { status: 404 })
  return text(pageHtml(searchParams.get('lang') ?? 'id', searchParams.get('src') ?? '/check-in'), 'text/html')
}

async function serveCheckIn(request: Request, verifier: Verifier): Promise<Response> {
  const guarded = await verifier.require(checkIn)(request)
  if (guarded.response !== undefined) return guarded.response
  return Response.json(guarded.credential?.claims ?? {})
}

function text(body: string, type: string): Response {
  return new Response(body, {
    headers: { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy },
  })
}

/** What the page was told, for the tests to read. */
const pageScript = `
globalThis.told = []
for (const name of ['lontar-accepted', 'lontar-refused', 'lontar-expired']) {
  addEventListener(name, (event) => told.push([name, event.target.localName, event.detail]))
}
`

function pageHtml(language: string, src: string): string {
  const attribute = src.replace(/[&"]/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Hotel Contoh</title>
<script src="/page.js"></script>
<script type="module" src="/lontar/lontar-verify.js"></script>
</head>
<body>
<lontar-verify src="${attribute}" lang="${language === 'en' ? 'en' : 'id'}"><a href="/check-in">Check-in</a></lontar-verify>
</body>
</html>
`
}
