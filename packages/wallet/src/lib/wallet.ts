import type { DcApiMessage } from '@lontar/openid4vc/openid4vp'
import type { AuthorizeOptions, WantedCredentials } from './authorize-options.ts'
import type { DeferredOutcome } from './collect-deferred.ts'
import type { WalletTrust } from './current-trust.ts'
import type { HistoryEntry } from './history.ts'
import type { CollectOptions, ReceiveOptions, RequestOptions } from './receive-credentials.ts'
import type { ReviewedOffer } from './resolve-offer.ts'
import type { RespondOptions, ResponseReceipt } from './respond.ts'
import type { PresentationReview } from './review-request.ts'
import type { StartedAuthorization } from './start-authorization.ts'
import type { WalletCredential, WalletCredentialDetails } from './wallet-credential.ts'

/** Credentials that an issuer promised for later. */
export interface PendingIssuance {
  /** By which `collect` and `forget` know it. */
  readonly id: string
  /** The Credential Issuer Identifier. */
  readonly issuer: string
  /** What was promised. */
  readonly configurationId: string
  /** When it was promised. */
  readonly createdAt: Date
  /** Before this instant `collect` asks nobody. */
  readonly availableAt: Date
}

/** A wallet. Nothing in it reaches the network unless the holder asked for that very thing. */
export interface Wallet {
  /**
   * Follows an offer to its issuer and shows who that is, before a code is typed or anything is kept.
   *
   * @param text `openid-credential-offer://…`, `haip-vci://…` or an https link
   * @param options `trust` is the list to hold the issuer against, or a source of one that throws while it has none;
   *   without one no issuer is trusted.
   * @throws MalformedError `credential_offer_malformed`, `issuer_metadata_malformed`
   * @throws VerificationError `credential_offer_unknown`, `credential_offer_expired`, `issuer_metadata_mismatch`,
   *   `credential_configuration_unknown`
   * @throws UnsupportedError `grant_type_unsupported`; ProtocolError `issuer_refused`; NetworkError
   * @see OpenID4VCI 1.0 sections 4.1 and 12.2
   */
  resolveOffer(text: string, options?: { readonly trust?: WalletTrust }): Promise<ReviewedOffer>
  /**
   * Takes up an offer. Every credential is checked before anything is kept: signature, issuer, type, validity, and
   * that it is bound to a fresh key of this wallet. All that was offered is kept, or nothing.
   *
   * @param offer the text of an offer, or what `resolveOffer` of this wallet gave
   * @throws VerificationError `issuer_untrusted`, `tx_code_required`, `tx_code_unexpected`,
   *   `credential_configuration_unknown`, `token_binding_missing`, `consent_missing`, `credential_holder_mismatch`,
   *   `holder_key_missing`, or the code of the check of the credential that did not pass
   * @throws MalformedError `token_response_malformed`, `nonce_response_malformed`, `credential_response_malformed`,
   *   or the reading codes of the credential's format
   * @throws UnsupportedError `credential_format_unsupported`, `nonce_endpoint_missing`,
   *   `credential_encryption_unsupported`, `key_attestation_missing`, `grant_type_unsupported`; ProtocolError
   *   `issuer_refused`, `tx_code_wrong`; NetworkError; OperationError of the vault
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for an offer that is not of this wallet, or `copies` below 1
   * @see OpenID4VCI 1.0 sections 6 to 8
   */
  receive(offer: string | ReviewedOffer, options?: ReceiveOptions): Promise<WalletCredential[]>
  /**
   * Begins the authorization code flow: the holder signs in at the issuer in his browser. PKCE and a bound code always,
   * a pushed request where the server takes one.
   *
   * @param wanted the text of an offer, what `resolveOffer` of this wallet gave, or an issuer and its configurations
   * @returns where to send the browser, and the name under which `complete` goes on; the vault keeps it.
   * @throws VerificationError `credential_configuration_unknown`, `issuer_metadata_mismatch`; UnsupportedError
   *   `grant_type_unsupported`, `credential_format_unsupported`; MalformedError, ProtocolError and NetworkError as
   *   `resolveOffer`; ProtocolError `issuer_refused` of the pushed request; OperationError of the vault
   * @throws TypeError `ERR_INVALID_ARG_VALUE` without a client id
   * @see OpenID4VCI 1.0 section 5, RFC 7636, RFC 9126
   */
  authorize(
    wanted: string | ReviewedOffer | WantedCredentials,
    options: AuthorizeOptions,
  ): Promise<StartedAuthorization>
  /**
   * Takes up what was authorized, once; everything is checked and kept as by `receive`.
   *
   * @param session of `authorize`, also of an earlier process
   * @param redirectedUrl the whole address at which the browser came back
   * @throws VerificationError `issuance_unknown`, `oauth_response_mismatch`, also for an answer without `iss`;
   *   ProtocolError `authorization_refused`; MalformedError `oauth_response_malformed`; and as `receive`
   * @see OpenID4VCI 1.0 sections 5.2 and 6, RFC 9207
   */
  complete(session: string, redirectedUrl: string, options?: RequestOptions): Promise<WalletCredential[]>
  /** Lists what issuers promised for later, the oldest first. */
  pending(): Promise<PendingIssuance[]>
  /**
   * Asks once for what an issuer promised, and not before it is time. Two calls for one promise at once go one after
   * the other.
   *
   * @param id of `pending`
   * @param options how many copies come was settled when they were promised.
   * @throws VerificationError `issuance_unknown`; ProtocolError `issuer_refused`, after which it is forgotten when the
   *   issuer gave it up; and as `receive`
   * @see OpenID4VCI 1.0 section 9
   */
  collect(id: string, options?: CollectOptions): Promise<DeferredOutcome<WalletCredential>>
  /**
   * Gives up waiting for what an issuer promised, and erases its keys and tokens. The issuer is not told.
   *
   * @param id of `pending`
   * @throws VerificationError `issuance_unknown`
   */
  forget(id: string): Promise<void>
  /**
   * Asks the issuer of a credential for new ones of its kind, where it gave a refresh token. The old ones stay. Of
   * several calls at once each uses the refresh token that the one before it got.
   *
   * @param id of a credential
   * @throws VerificationError `wallet_credential_unknown`, `renewal_unavailable`; ProtocolError `issuer_refused`; and as
   *   `receive`
   * @see RFC 6749 section 6
   */
  renew(id: string, options?: RequestOptions): Promise<WalletCredential[]>
  /** Lists what the wallet holds, the oldest first. */
  list(): Promise<WalletCredential[]>
  /**
   * Shows a credential with its claims and its signed text, to look at or to export. Its key never leaves the wallet.
   *
   * @throws VerificationError `wallet_credential_unknown`
   */
  show(id: string): Promise<WalletCredentialDetails>
  /**
   * Removes a credential and its key for good.
   *
   * @throws VerificationError `wallet_credential_unknown`
   */
  remove(id: string): Promise<void>
  /**
   * Fetches a request once, verifies it, and shows who asks for what, why, for how long, and what could answer it.
   * Nothing of the holder is sent; a verifier that signed a request which cannot be answered is told its error. The
   * review answers one time, and only by `respond` or `decline` of this wallet; editing it changes nothing.
   *
   * @param requestText `openid4vp://?client_id=…&request_uri=…`, `haip-vp://…` or an https link, the request by
   *   reference, by value, or unsigned under `redirect_uri:`
   * @param options `trust` is the list to hold the verifier against, or a source of one that throws while it has none.
   * @throws MalformedError `authorization_request_malformed`, `request_uri_method_invalid`, `dcql_malformed`
   * @throws VerificationError `authorization_request_client_mismatch`, `authorization_request_signature_invalid`,
   *   `authorization_request_response_uri_mismatch`, `authorization_request_wallet_nonce_mismatch`,
   *   `verifier_untrusted`, `verifier_attestation_invalid`, `transaction_expired`, and those of the check of
   *   certificates and of the DID resolver
   * @throws UnsupportedError `authorization_request_unsupported`; ProtocolError `verifier_refused`; NetworkError
   * @see OpenID4VP 1.0 sections 5, 6 and 14
   */
  review(requestText: string, options?: { readonly trust?: WalletTrust }): Promise<PresentationReview>
  /**
   * Verifies a request that the platform brought through the Digital Credentials API, and shows the same as `review`.
   * A signed request is for the very origin that asks; an unsigned one is known by its origin alone. `respond` and
   * `decline` then give in `dcApiResponse` what the platform is to get; presentations are bound to the origin.
   *
   * When this refuses, `createDcApiRefusal` of `@lontar/openid4vc/openid4vp` makes the answer for the platform, which
   * appendix A.2 asks for where the origin is another.
   *
   * @param request the `protocol` and the `data` of one request; where the platform brings several, the one to answer
   * @param options `origin` is that of the page or app which asks, as the platform says and never as the request does;
   *   `trust` as for `review`
   * @throws MalformedError `authorization_request_malformed`, `dcql_malformed`, `transaction_data_malformed`, and what a
   *   JWS can be refused for
   * @throws VerificationError `authorization_request_origin_mismatch`, `authorization_request_signature_invalid`,
   *   `authorization_request_client_mismatch`, `authorization_request_not_yet_valid`, `transaction_expired`,
   *   `verifier_untrusted`, `verifier_attestation_invalid`, and those of the check of certificates and of the DID
   *   resolver
   * @throws UnsupportedError `authorization_request_unsupported`, for another protocol too, `transaction_data_unsupported`
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for an origin that no platform gives, the opaque `null` included
   * @see OpenID4VP 1.0 appendix A
   */
  reviewDcApi(
    request: DcApiMessage,
    options: { readonly origin: string; readonly trust?: WalletTrust },
  ): Promise<PresentationReview>
  /**
   * Presents what an option of the review names, exactly that, after consent.
   *
   * @throws VerificationError `consent_missing`, the `blocked` of the review, `credential_expired`,
   *   `transaction_expired`, `wallet_credential_unknown` when the credential was removed since the review,
   *   `wallet_would_overdisclose`; ProtocolError `verifier_refused`; NetworkError; OperationError of the vault
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a review that is not of this wallet or was used, or an option
   *   that it does not have
   * @see OpenID4VP 1.0 section 8.2
   */
  respond(review: PresentationReview, options: RespondOptions): Promise<ResponseReceipt>
  /**
   * Tells the verifier no, with `access_denied` whatever the reason.
   *
   * @throws ProtocolError `verifier_refused`; NetworkError; OperationError of the vault
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a review that is not of this wallet or was used
   * @see OpenID4VP 1.0 section 8.5
   */
  decline(review: PresentationReview): Promise<ResponseReceipt>
  /** Lists what went out to whom, the newest first: names of claims, never values. */
  history(): Promise<HistoryEntry[]>
  /** Erases the history for good. */
  eraseHistory(): Promise<void>
}
