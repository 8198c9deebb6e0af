import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import { currentTrust } from './current-trust.ts'
import { openDcApiRequest } from './open-dc-api-request.ts'
import { openRequest } from './open-request.ts'
import { decline, type RespondOptions, respond } from './respond.ts'
import { type PresentationReview, reviewRequest, type VerifiedRequest } from './review-request.ts'
import type { Wallet } from './wallet.ts'
import type { WalletContext } from './wallet-context.ts'

/** How a wallet answers verifiers. */
export function presenting(
  context: WalletContext,
): Pick<Wallet, 'review' | 'reviewDcApi' | 'respond' | 'decline'> {
  const open = new WeakMap<PresentationReview, VerifiedRequest>()
  const peek = (review: PresentationReview): VerifiedRequest => {
    const verified = open.get(review)
    if (verified === undefined) throw invalidArgument('The review is not of this wallet, or was used.')
    return verified
  }
  const keep = (verified: VerifiedRequest): PresentationReview => {
    open.set(verified.review, verified)
    return verified.review
  }
  return {
    async review(requestText, options = {}) {
      const trust = await currentTrust(options.trust)
      return keep(await reviewRequest(context, await openRequest(context, requestText, trust), trust))
    },
    async reviewDcApi(request, options) {
      const trust = await currentTrust(options.trust)
      const { origin } = options
      const verified = await openDcApiRequest(context, request, { origin, trust })
      return keep(await reviewRequest(context, verified, trust))
    },
    async respond(review, options) {
      const { consent, option = 0 } = (options ?? {}) as Partial<RespondOptions>
      if (consent !== true)
        throw new VerificationError('consent_missing', 'The holder did not consent to the presentation.')
      const verified = peek(review)
      const { blocked } = verified.review
      if (blocked !== null)
        throw new VerificationError(blocked, 'The wallet has nothing that it may present.')
      if (verified.options[option] === undefined) throw invalidArgument('The review has no such option.')
      open.delete(review)
      return respond(context, verified, option)
    },
    async decline(review) {
      const verified = peek(review)
      open.delete(review)
      return decline(context, verified)
    },
  }
}
