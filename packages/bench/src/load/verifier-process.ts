// A verifier behind the server of `lontar verifier serve`, with a guarded route beside it.
import type { TrustList } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { ask } from '@lontar/documents/ask'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'
import { startServer } from '../../../cli/src/lib/serve.ts'
import { listenToParent } from './listen-to-parent.ts'

const checkIn = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

listenToParent(async (needs) => {
  const { trust } = needs as { readonly trust: TrustList }
  // A verifier knows its address before it can be made.
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    fetch: (request) => serve(verifier, request),
  })
  const verifier = createVerifier({
    url: server.url,
    name: 'Hotel Contoh',
    trust,
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryVerifierStore(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
  })
  return { url: server.url }
})

async function serve(verifier: Verifier, request: Request): Promise<Response> {
  if (new URL(request.url).pathname !== '/check-in') return verifier.fetch(request)
  const guarded = await verifier.require(checkIn)(request)
  return guarded.response ?? Response.json(guarded.credential?.claims ?? {})
}
