import type { CollectOptions, PresentationReview, ResponseReceipt, Wallet, WalletTrust } from '@lontar/wallet'
import type { IAgentPlugin } from '@veramo/core-types'
import { createRolePlugin, type RolePluginOptions } from './create-role-plugin.ts'
import type { AuthorizationResponseReceipt, ILontarWallet } from './lontar-wallet-methods.ts'
import { lontarWalletSchema } from './lontar-wallet-schema.ts'
import { onWire } from './on-wire.ts'
import { createOpenReviews, type OpenReviews } from './open-reviews.ts'
import type { OwnMethods } from './role-schema.ts'

/** What `lontarWalletPlugin` needs. */
export interface LontarWalletPluginOptions extends RolePluginOptions, Pick<CollectOptions, 'confirm'> {
  /** Whose operations the agent gets, as `openWallet` of `@lontar/wallet` opens it. */
  readonly wallet: Wallet
  /** Whom the wallet trusts, which no caller can change; without it no issuer and no verifier is trusted. */
  readonly trust?: WalletTrust
  /** The clock, for how long a review waits; that of the system by default. */
  readonly now?: () => Date
}

/**
 * Makes the operations of a wallet methods of a Veramo agent. Whoever may call them is the holder: he reads the claims,
 * and presents them.
 *
 * @throws OperationError `usage` when `DEBUG` would make Veramo write arguments and results to its log.
 */
export function lontarWalletPlugin(options: LontarWalletPluginOptions): IAgentPlugin {
  const { now = () => new Date() } = options
  const reviews = createOpenReviews<PresentationReview>({ now })
  const methods = { ...receivingMethods(options), ...presentingMethods(options, reviews) }
  return createRolePlugin(lontarWalletSchema, methods, options)
}

type ReceivingMethods =
  | 'resolveCredentialOffer'
  | 'acceptCredentialOffer'
  | 'listPendingIssuances'
  | 'collectPendingIssuance'
  | 'listHeldCredentials'
  | 'getHeldCredential'
  | 'removeHeldCredential'

function receivingMethods({
  wallet,
  trust,
  confirm,
}: LontarWalletPluginOptions): Pick<OwnMethods<ILontarWallet>, ReceivingMethods> {
  const trusting = { ...(trust && { trust }) }
  const collecting = { ...trusting, ...(confirm && { confirm }) }
  return {
    resolveCredentialOffer: async ({ credentialOffer }) => wallet.resolveOffer(credentialOffer, trusting),
    acceptCredentialOffer: async ({ credentialOffer, ...options }) =>
      onWire(await wallet.receive(credentialOffer, { ...options, ...collecting })),
    listPendingIssuances: async () => onWire(await wallet.pending()),
    collectPendingIssuance: async ({ issuanceId }) => onWire(await wallet.collect(issuanceId, collecting)),
    listHeldCredentials: async () => onWire(await wallet.list()),
    getHeldCredential: async ({ credentialId }) => {
      const { credential: _signedText, ...details } = await wallet.show(credentialId)
      return onWire(details)
    },
    removeHeldCredential: async ({ credentialId }) => {
      await wallet.remove(credentialId)
      return { credentialId }
    },
  }
}

function presentingMethods(
  { wallet, trust }: LontarWalletPluginOptions,
  reviews: OpenReviews<PresentationReview>,
): Omit<OwnMethods<ILontarWallet>, ReceivingMethods> {
  return {
    reviewAuthorizationRequest: async ({ authorizationRequest }) => {
      const review = await wallet.review(authorizationRequest, { ...(trust && { trust }) })
      return { ...review, reviewId: reviews.keep(review) }
    },
    sendAuthorizationResponse: async ({ reviewId, ...decision }) => {
      const receipt = await wallet.respond(reviews.require(reviewId), decision)
      reviews.forget(reviewId)
      return receiptOf(receipt)
    },
    declineAuthorizationRequest: async ({ reviewId }) => {
      const receipt = await wallet.decline(reviews.require(reviewId))
      reviews.forget(reviewId)
      return receiptOf(receipt)
    },
    listPresentationHistory: async () => onWire(await wallet.history()),
  }
}

function receiptOf({ sent, disclosed, redirectUri }: ResponseReceipt): AuthorizationResponseReceipt {
  return { sent, disclosed, redirectUri }
}
