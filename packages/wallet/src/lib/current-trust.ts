import type { TrustList } from '@lontar/credentials'
import type { TrustSource } from '@lontar/credentials/trust'

/** Whom to trust: a list, or a source of one such as `createTrustFollower` makes. */
export type WalletTrust = TrustList | TrustSource

/**
 * The list that holds now.
 *
 * @throws what the source throws while it has no list: nobody is trusted then, and nothing goes on without trust.
 */
export async function currentTrust(trust: WalletTrust | undefined): Promise<TrustList | undefined> {
  return typeof trust === 'function' ? trust() : trust
}
