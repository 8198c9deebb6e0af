import type { TrustList } from '@lontar/credentials'
import type { VerifierTrust } from '@lontar/openid4vc/openid4vp'
import type { WalletContext } from './wallet-context.ts'

/** By what this wallet finds the keys of verifiers, now. */
export function verifierTrustOf(
  { now, resolveDid, verifyX5c }: WalletContext,
  trust: TrustList | undefined,
): VerifierTrust & { readonly now: Date } {
  return {
    now: now(),
    resolveDid,
    ...(trust !== undefined && { trust }),
    ...(verifyX5c !== undefined && { verifyX5c }),
  }
}
