import { invalidArgument } from '@lontar/credentials/errors'
import { completeAuthorization } from './complete-authorization.ts'
import { currentTrust } from './current-trust.ts'
import { receiveCredentials } from './receive-credentials.ts'
import { type ResolvedOffer, type ReviewedOffer, resolveOffer, reviewOffer } from './resolve-offer.ts'
import { startAuthorization } from './start-authorization.ts'
import type { Wallet } from './wallet.ts'
import type { WalletContext } from './wallet-context.ts'
import { toWalletCredential } from './wallet-credential.ts'

/** How a wallet gets to credentials: by an offer, or by signing in at an issuer. */
export function receiving(
  context: WalletContext,
): Pick<Wallet, 'resolveOffer' | 'receive' | 'authorize' | 'complete'> {
  // What the holder agrees to lives here: a reviewed offer that was edited or copied leads nowhere else.
  const resolvedOffers = new WeakMap<ReviewedOffer, ResolvedOffer>()
  return {
    async resolveOffer(text, options = {}) {
      const trust = await currentTrust(options.trust)
      const resolved = await resolveOffer(context, text, trust)
      const reviewed = reviewOffer(resolved, trust)
      resolvedOffers.set(reviewed, resolved)
      return reviewed
    },
    async receive(offer, receiveOptions = {}) {
      const resolved =
        typeof offer === 'string'
          ? await resolveOffer(context, offer, await currentTrust(receiveOptions.trust))
          : resolvedOffers.get(offer)
      if (resolved === undefined) throw invalidArgument('The offer was not resolved by this wallet.')
      return (await receiveCredentials(context, resolved, receiveOptions)).map(toWalletCredential)
    },
    async authorize(wanted, options) {
      if (typeof wanted === 'string') {
        const offered = await resolveOffer(context, wanted, await currentTrust(options.trust))
        return startAuthorization(context, offered, options)
      }
      const resolved = resolvedOffers.get(wanted as ReviewedOffer)
      if (resolved !== undefined) return startAuthorization(context, resolved, options)
      const isByHand = Array.isArray(wanted.configurationIds) && !('txCodeRequired' in wanted)
      if (!isByHand) throw invalidArgument('The offer was not resolved by this wallet.')
      return startAuthorization(context, wanted, options)
    },
    async complete(session, redirectedUrl, options = {}) {
      return (await completeAuthorization(context, session, redirectedUrl, options)).map(toWalletCredential)
    },
  }
}
