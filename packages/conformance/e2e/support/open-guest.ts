import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrustList } from '@lontar/credentials'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { openRealIssuer } from './real-issuer.ts'

/** A guest with a credential in his wallet, and the issuer who gave it. */
export interface Guest {
  readonly wallet: Wallet
  /** Knows the issuer. */
  readonly trust: TrustList
  /** Reaches loopback. */
  readonly fetch: GuardedFetch
  /** Revokes the credential. */
  revoke(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts an issuer over HTTP and lets a wallet collect a credential from it.
 *
 * @param wrapFetch stands between the wallet and the network
 */
export async function openGuest(wrapFetch = (fetch: GuardedFetch): GuardedFetch => fetch): Promise<Guest> {
  const folder = await mkdtemp(join(tmpdir(), 'lontar-guest-'))
  const { issuer, identity, close } = await openRealIssuer({ file: join(folder, 'issuer.db') })
  const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
  const trust = issuer.trustList()
  const wallet = await openWallet({ vault: createMemoryVault(), fetch: wrapFetch(fetch) })
  const { credentialOfferUri, txCode } = await issuer.offer(await identity(), {
    configurationIds: ['ktp_vc+sd-jwt'],
  })
  await wallet.receive(credentialOfferUri, { ...(txCode && { txCode }), trust })
  return {
    wallet,
    trust,
    fetch,
    async revoke() {
      const [credential] = await issuer.credentials()
      if (credential === undefined) throw new TypeError('nothing was issued')
      await issuer.revoke(credential.credentialId)
    },
    async close() {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
