import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { Offer, OfferOptions } from '@lontar/issuer'
import { startLoopbackServer } from '@lontar/testkit'
import { createVerifier, type Verifier } from '@lontar/verifier'
import { openRealIssuer, type RealIssuer } from '../../../e2e/support/real-issuer.ts'
import {
  type BindingMethod,
  type ForeignWallet,
  openForeignWallet,
  type ResolvedOffer,
} from './foreign-wallet.ts'

/** Our issuer and verifier on one database file, over real HTTP. */
export interface InteropRooms extends RealIssuer {
  readonly verifier: Verifier
  offer(options: OfferOptions): Promise<Offer>
}

/** Opens the rooms in a folder of their own, which `close` removes. */
export async function openInteropRooms(): Promise<InteropRooms> {
  const folder = await mkdtemp(join(tmpdir(), 'lontar-interop-'))
  const issuing = await openRealIssuer({ file: join(folder, 'lontar.db') })
  const server = await startLoopbackServer((request) => verifier.fetch(request))
  const verifier = createVerifier({
    url: server.url,
    name: 'Hotel Contoh',
    trust: issuing.issuer.trustList(),
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: issuing.store.verifier,
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

/** A credential in the hands of a foreign wallet. */
export interface ReceivedCredential {
  readonly wallet: ForeignWallet
  readonly resolved: ResolvedOffer
  readonly text: string
}

/** The whole way of a foreign wallet to one credential. */
export async function receive(
  rooms: InteropRooms,
  configurationId: string,
  binding: BindingMethod = 'jwk',
): Promise<ReceivedCredential> {
  const wallet = await openForeignWallet()
  const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [configurationId] })
  const resolved = await wallet.resolveOffer(credentialOfferUri)
  const accessToken = await wallet.redeem(resolved, txCode ?? undefined)
  const text = await wallet.collect(resolved, { configurationId, accessToken, binding })
  return { wallet, resolved, text }
}
