import type { TrustList } from '@lontar/credentials'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { DeliveryNotification, IssuerConfiguration } from '@lontar/issuer'
import {
  createMemoryVault,
  openWallet,
  type Vault,
  type Wallet,
  type WalletCredential,
  type WalletOptions,
} from '@lontar/wallet'
import { expect, onTestFinished } from 'vitest'
import { type InteropRooms, openInteropRooms } from '../../support/rooms.ts'
import { verifyAtRest } from '../../support/verify-at-rest.ts'

/** What the wallet sent. */
export interface SentRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Our issuer and our wallet on loopback, with one clock that a test may set forward. */
export interface OwnScene extends InteropRooms {
  readonly wallet: Wallet
  readonly vault: Vault
  readonly trust: TrustList
  readonly sent: readonly SentRequest[]
  readonly notifications: readonly DeliveryNotification[]
  /** Another wallet, or the same one after it was closed. */
  open(options?: Partial<WalletOptions>): Promise<Wallet>
  now(): Date
  advance(seconds: number): void
}

/** The client that the issuer of a scene knows. */
export const clientId = 'dompet-contoh'
/** Where its browser comes back. */
export const redirectUri = 'https://dompet.example/kembali'

/** Opens a scene that ends with the test. */
export async function openOwnScene(
  configuration: Partial<IssuerConfiguration> = {},
  options: Partial<WalletOptions> = {},
): Promise<OwnScene> {
  let ahead = 0
  const now = (): Date => new Date(Date.now() + ahead)
  const notifications: DeliveryNotification[] = []
  const onNotification = (notification: DeliveryNotification): void => void notifications.push(notification)
  const rooms = await openInteropRooms({ now, onNotification, ...configuration })
  onTestFinished(() => rooms.close())
  const sent: SentRequest[] = []
  const vault = options.vault ?? createMemoryVault()
  const open = (others: Partial<WalletOptions> = {}): Promise<Wallet> =>
    openWallet({ vault, fetch: recording(sent), now, ...options, ...others })
  return {
    ...rooms,
    wallet: await open(),
    trust: rooms.issuer.trustList(),
    ...{ vault, sent, notifications, open, now },
    advance: (seconds) => {
      ahead += seconds * 1000
    },
  }
}

function recording(sent: SentRequest[]): GuardedFetch {
  const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
  return (url, init = {}) => {
    sent.push({ path: new URL(url).pathname, headers: init.headers ?? {}, body: init.body ?? '' })
    return fetch(url, init)
  }
}

/** Our verifier accepts all that was kept, with its status on the issuer's list, and no two have one key. */
export async function expectVerified(
  { wallet, trust, now }: Pick<OwnScene, 'wallet' | 'trust' | 'now'>,
  kept: readonly WalletCredential[],
  count: number,
): Promise<void> {
  expect(kept).toHaveLength(count)
  const keys = new Set<string>()
  for (const { id, issuerTrusted } of kept) {
    const { holderKey } = await verifyAtRest((await wallet.show(id)).credential, trust, { now: now() })
    keys.add(holderKey?.x ?? '')
    expect(issuerTrusted).toBe(true)
  }
  expect(keys.size).toBe(count)
}
