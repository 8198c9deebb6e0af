import type {
  DeferredOutcome,
  HistoryEntry,
  PendingIssuance,
  PresentationReview,
  ResponseReceipt,
  ReviewedOffer,
  WalletCredential,
  WalletCredentialDetails,
} from '@lontar/wallet'
import type { IPluginMethodMap } from '@veramo/core-types'
import type { OnWire } from './on-wire.ts'
import type { NoArguments } from './schema.ts'

/** A credential that the wallet holds, without a claim of it. */
export type HeldCredential = OnWire<WalletCredential>

/** A held credential with its claims, for its holder to read. Its signed text and its key stay in the wallet. */
export type HeldCredentialDetails = OnWire<Omit<WalletCredentialDetails, 'credential'>>

/** What `acceptCredentialOffer` takes. */
export interface AcceptCredentialOfferArguments {
  /** The link: `openid-credential-offer://…`, `haip-vci://…` or https. */
  readonly credentialOffer: string
  /** What the holder typed; needed if and only if the offer asks for it. */
  readonly txCode?: string
  /** Which of the offer's configurations to take; all by default. */
  readonly configurationIds?: readonly string[]
  /** How many copies of each, from 1; 1 by default. */
  readonly copies?: number
}

/** What came of asking for a promised issuance. */
export interface CollectedIssuance {
  /** `pending` while the issuer has not decided. */
  readonly state: DeferredOutcome<unknown>['state']
  /** While it is pending: when to ask again. */
  readonly availableAt?: string
  /** Once they came: the credentials. */
  readonly credentials?: readonly HeldCredential[]
}

/** A review, and the name by which it is answered. */
export interface OpenedReview extends PresentationReview {
  /** Names the review for ten minutes, one time. A secret: whoever has it can answer. */
  readonly reviewId: string
}

/** What `sendAuthorizationResponse` takes. */
export interface SendAuthorizationResponseArguments {
  /** As `reviewAuthorizationRequest` gave it. */
  readonly reviewId: string
  /** Literally true, and only after the holder saw the review. */
  readonly consent: true
  /** Which of the review's options, from 0; 0 by default. */
  readonly option?: number
}

/** What became of an answer. */
export type AuthorizationResponseReceipt = Omit<ResponseReceipt, 'dcApiResponse'>

/**
 * What a wallet does, as methods of an agent. Each throws `AgentMethodError`: with `ERR_INVALID_ARG_VALUE` for arguments that
 * do not fit its schema, and with the codes that it names.
 */
export interface ILontarWallet extends IPluginMethodMap {
  /**
   * Follows an offer to its issuer and shows who that is, before a code is typed (OpenID4VCI 1.0 section 4.1).
   *
   * @throws the codes of `resolveOffer` of `@lontar/wallet`.
   */
  resolveCredentialOffer(args: { readonly credentialOffer: string }): Promise<ReviewedOffer>
  /**
   * Takes up an offer: everything is checked and kept, or nothing is.
   *
   * @returns what is kept now, without a claim; what was promised for later is in `listPendingIssuances`.
   * @throws `ERR_INVALID_ARG_VALUE`, and the codes of `receive` of `@lontar/wallet`, such as `issuer_untrusted`.
   */
  acceptCredentialOffer(args: AcceptCredentialOfferArguments): Promise<readonly HeldCredential[]>
  /** Lists what issuers promised for later, oldest first. */
  listPendingIssuances(args: NoArguments): Promise<readonly OnWire<PendingIssuance>[]>
  /**
   * Asks once for what was promised (OpenID4VCI 1.0 section 9).
   *
   * @throws `issuance_unknown`, `issuer_refused`, and the codes of `acceptCredentialOffer`.
   */
  collectPendingIssuance(args: { readonly issuanceId: string }): Promise<CollectedIssuance>
  /** Lists what the wallet holds, oldest first, without a claim. */
  listHeldCredentials(args: NoArguments): Promise<readonly HeldCredential[]>
  /**
   * Shows a held credential with its claims, for its holder alone.
   *
   * @throws `wallet_credential_unknown`.
   */
  getHeldCredential(args: { readonly credentialId: string }): Promise<HeldCredentialDetails>
  /**
   * Removes a held credential and its key for good.
   *
   * @throws `wallet_credential_unknown`.
   */
  removeHeldCredential(args: { readonly credentialId: string }): Promise<{ readonly credentialId: string }>
  /**
   * Fetches and verifies a request, and shows who asks for what and what could answer it; no value of a claim is in it
   * (OpenID4VP 1.0 section 5).
   *
   * @throws the codes of `review` of `@lontar/wallet`.
   */
  reviewAuthorizationRequest(args: { readonly authorizationRequest: string }): Promise<OpenedReview>
  /**
   * Presents what an option of a review names, exactly that, after consent (OpenID4VP 1.0 section 8).
   *
   * @throws `ERR_INVALID_ARG_VALUE` for an unknown or used review, an option that it does not have, and without consent;
   *   the codes of `respond` of `@lontar/wallet`.
   */
  sendAuthorizationResponse(args: SendAuthorizationResponseArguments): Promise<AuthorizationResponseReceipt>
  /**
   * Tells the verifier no, with `access_denied` whatever the reason (OpenID4VP 1.0 section 8.5).
   *
   * @throws `ERR_INVALID_ARG_VALUE` for an unknown or used review; `verifier_refused`, and the codes of the network.
   */
  declineAuthorizationRequest(args: { readonly reviewId: string }): Promise<AuthorizationResponseReceipt>
  /** Lists what went out to whom, newest first: names of claims, never values. */
  listPresentationHistory(args: NoArguments): Promise<readonly OnWire<HistoryEntry>[]>
}
