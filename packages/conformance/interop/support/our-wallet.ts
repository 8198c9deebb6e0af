import type { TrustList } from '@lontar/credentials'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { jwkThumbprint } from '@lontar/credentials/jose'
import {
  createMemoryVault,
  openWallet,
  type Wallet,
  type WalletCredential,
  type WalletOptions,
} from '@lontar/wallet'
import { expect } from 'vitest'
import { verifyAtRest } from './verify-at-rest.ts'

/** Our wallet, on loopback. */
export function openOurWallet(options: Partial<WalletOptions> = {}): Promise<Wallet> {
  return openWallet({
    vault: createMemoryVault(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
    ...options,
  })
}

/**
 * Our verifier accepts everything that the wallet kept, and no two of it are bound to one key. The issuers of others
 * publish no status here.
 */
export async function expectKept(
  wallet: Wallet,
  kept: readonly WalletCredential[],
  trust: TrustList,
  { format, count = 1 }: { readonly format: string; readonly count?: number },
): Promise<void> {
  expect(kept).toHaveLength(count)
  const thumbprints = await Promise.all(
    kept.map(async ({ id }) => {
      const { credential: text, issuerTrusted } = await wallet.show(id)
      const credential = await verifyAtRest(text, trust, { withoutStatus: true })
      expect([credential.format, issuerTrusted]).toEqual([format, true])
      if (credential.holderKey === undefined) throw new TypeError('the credential is bound to no key')
      return jwkThumbprint(credential.holderKey)
    }),
  )
  expect(new Set(thumbprints).size).toBe(count)
}
