import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import { createMemoryVerifierStore, createVerifier, type Verifier } from '@lontar/verifier'

/** Next.js may load a module once for each route: what is one for all of them lies in the process. */
const shared: typeof globalThis & { lontarHotel?: Promise<Verifier> } = globalThis

async function openVerifier(): Promise<Verifier> {
  return createVerifier({
    url: process.env['HOTEL_URL'] ?? 'https://inn.example/shop/lontar',
    name: 'Inn Contoh',
    trust: parseTrustList(JSON.parse(process.env['HOTEL_TRUST'] ?? '{"issuers":[]}')),
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryVerifierStore(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
  })
}

shared.lontarHotel ??= openVerifier()

/** The verifier of every route. */
export const verifier: Verifier = await shared.lontarHotel
