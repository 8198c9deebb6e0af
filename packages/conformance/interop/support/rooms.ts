import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { IssuerConfiguration, Offer, OfferOptions } from '@lontar/issuer'
import { startLoopbackServer } from '@lontar/testkit'
import { createVerifier, type Verifier, type VerifierOptions } from '@lontar/verifier'
import { openRealIssuer, type RealIssuer } from '../../e2e/support/real-issuer.ts'

/** Our issuer and verifier on one database file, over real HTTP. */
export interface InteropRooms extends RealIssuer {
  readonly verifier: Verifier
  offer(options: OfferOptions): Promise<Offer>
}

/**
 * Opens the rooms in a folder of their own, which `close` removes.
 *
 * @param configuration what the issuer does besides the pre-authorized code flow
 * @param responseMode how our verifier wants its answers; its own default by default
 */
export async function openInteropRooms(
  configuration: Partial<IssuerConfiguration> = {},
  responseMode?: VerifierOptions['responseMode'],
): Promise<InteropRooms> {
  const folder = await mkdtemp(join(tmpdir(), 'lontar-interop-'))
  const issuing = await openRealIssuer({ file: join(folder, 'lontar.db'), configuration })
  const server = await startLoopbackServer((request) => verifier.fetch(request))
  const verifier = createVerifier({
    url: server.url,
    name: 'Hotel Contoh',
    trust: issuing.issuer.trustList(),
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: issuing.store.verifier,
    ...(responseMode !== undefined && { responseMode }),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
  })
  return {
    ...issuing,
    verifier,
    offer: async (options) => issuing.issuer.offer(await issuing.identity(), options),
    close: async () => {
      await server.close()
      await issuing.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
