import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { pinnedIssuerKey, type ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import { type RandomBytes, randomBytes } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import type { ReadAuthorityKeyIdentifiers } from '@lontar/openid4vc/dcql'
import { purgeAuthorizationSessions } from './authorization-session.ts'
import type { WalletClientAttestation } from './client-attestation.ts'
import { collectDeferred, type DeferredOutcome } from './collect-deferred.ts'
import { completeAuthorization } from './complete-authorization.ts'
import { currentTrust, type WalletTrust } from './current-trust.ts'
import {
  deleteDeferredIssuance,
  listDeferredIssuances,
  requireDeferredIssuance,
} from './deferred-issuance.ts'
import type { FindMetadataSigner } from './fetch-issuer-metadata.ts'
import { eraseHistory, type HistoryEntry, listHistory } from './history.ts'
import type { AttestKeys } from './prove-keys.ts'
import { type CollectOptions, type ReceiveOptions, receiveCredentials } from './receive-credentials.ts'
import { renewCredential } from './renew-credential.ts'
import { releaseRenewal } from './renewal.ts'
import { type ResolvedOffer, type ReviewedOffer, resolveOffer, reviewOffer } from './resolve-offer.ts'
import { decline, type RespondOptions, type ResponseReceipt, respond } from './respond.ts'
import { type PresentationReview, reviewRequest, type VerifiedRequest } from './review-request.ts'
import {
  type AuthorizeOptions,
  type StartedAuthorization,
  startAuthorization,
  type WantedCredentials,
} from './start-authorization.ts'
import {
  deleteStoredCredential,
  finishKeeping,
  listStoredCredentials,
  readStoredCredential,
  type StoredCredential,
} from './stored-credential.ts'
import type { Vault } from './vault.ts'
import type { WalletContext } from './wallet-context.ts'
import {
  toWalletCredential,
  type WalletCredential,
  type WalletCredentialDetails,
} from './wallet-credential.ts'

/** What a wallet is made of. */
export interface WalletOptions {
  /** Where credentials, keys and history are kept. */
  readonly vault: Vault
  /** The way to the network; by default the guarded fetch, https only. */
  readonly fetch?: GuardedFetch
  /** The clock; by default the system's. */
  readonly now?: () => Date
  /** Finds the keys of issuers that a trust list does not pin; without it such issuers are refused. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /**
   * Says who signs the metadata of an issuer. For an issuer with a signer, metadata that are unsigned or signed by
   * anybody else are refused; unsigned ones are read of every issuer by default.
   */
  readonly findMetadataSigner?: FindMetadataSigner
  /** Proves to issuers that want it which software this is; without it the wallet is a public client. */
  readonly clientAttestation?: WalletClientAttestation
  /** Vouches for keys of this wallet, for issuers that want attested keys. */
  readonly attestKeys?: AttestKeys
  /**
   * Reads the certificates of credentials for requests that name `trusted_authorities`: `readAuthorityKeyIdentifiers` of
   * `@lontar/credentials/x509`. Without it no credential answers such a request.
   */
  readonly readAuthorityKeyIdentifiers?: ReadAuthorityKeyIdentifiers
  /** Randomness for the wallet's own ids; by default the platform's. Keys never come from here. */
  readonly randomBytes?: RandomBytes
}

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
   *   `credential_configuration_unknown`, `consent_missing`, `credential_holder_mismatch`, `holder_key_missing`, or the
   *   code of the check of the credential that did not pass
   * @throws MalformedError `token_response_malformed`, `nonce_response_malformed`, `credential_response_malformed`,
   *   or the reading codes of the credential's format
   * @throws UnsupportedError `credential_format_unsupported`, `nonce_endpoint_missing`,
   *   `credential_encryption_unsupported`,
   *   `key_attestation_missing`, `grant_type_unsupported`; ProtocolError `issuer_refused`, `tx_code_wrong`; NetworkError; OperationError of the vault
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
   * @throws VerificationError `issuance_unknown`, `oauth_response_mismatch`; ProtocolError `authorization_refused`;
   *   MalformedError `oauth_response_malformed`; and as `receive`
   * @see OpenID4VCI 1.0 sections 5.2 and 6, RFC 9207
   */
  complete(session: string, redirectedUrl: string, options?: CollectOptions): Promise<WalletCredential[]>
  /** Lists what issuers promised for later, the oldest first. */
  pending(): Promise<PendingIssuance[]>
  /**
   * Asks once for what an issuer promised, and not before it is time.
   *
   * @param id of `pending`
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
   * Asks the issuer of a credential for new ones of its kind, where it gave a refresh token. The old ones stay.
   *
   * @param id of a credential
   * @throws VerificationError `wallet_credential_unknown`, `renewal_unavailable`; ProtocolError `issuer_refused`; and as
   *   `receive`
   * @see RFC 6749 section 6
   */
  renew(id: string, options?: CollectOptions): Promise<WalletCredential[]>
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
   * Nothing is sent. The review answers one time, and only by `respond` or `decline` of this wallet; editing it
   * changes nothing.
   *
   * @param requestText `openid4vp://?client_id=…&request_uri=…`, `haip-vp://…` or an https link
   * @param options `trust` is the list to hold the verifier against, or a source of one that throws while it has none.
   * @throws MalformedError `authorization_request_malformed`, `dcql_malformed`
   * @throws VerificationError `authorization_request_client_mismatch`, `authorization_request_signature_invalid`,
   *   `transaction_expired`
   * @throws UnsupportedError `authorization_request_unsupported`; ProtocolError `verifier_refused`; NetworkError
   * @see OpenID4VP 1.0 sections 5, 6 and 14
   */
  review(requestText: string, options?: { readonly trust?: WalletTrust }): Promise<PresentationReview>
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

/**
 * Opens a wallet on a vault. What an earlier process began to keep of an offer and had no time for is kept now.
 *
 * @throws OperationError `vault_malformed` and what the vault throws
 * @example
 * const wallet = await openWallet({ vault: createMemoryVault() })
 * const offer = await wallet.resolveOffer(link, { trust })
 * await wallet.receive(offer, { txCode, trust })
 */
export async function openWallet(options: WalletOptions): Promise<Wallet> {
  const context: WalletContext = {
    vault: options.vault,
    fetch: options.fetch ?? createGuardedFetch({}),
    now: options.now ?? (() => new Date()),
    randomBytes: options.randomBytes ?? randomBytes,
    formats: credentialFormats(),
    resolveIssuerKey: options.resolveIssuerKey ?? pinnedIssuerKey,
    findMetadataSigner: options.findMetadataSigner,
    clientAttestation: options.clientAttestation,
    attestKeys: options.attestKeys,
    readAuthorityKeyIdentifiers: options.readAuthorityKeyIdentifiers,
  }
  // A vault that cannot be read is better known now than at the counter.
  await finishKeeping(context)
  await purgeAuthorizationSessions(context)
  return Object.freeze({
    ...holding(context),
    ...receiving(context),
    ...awaiting(context),
    ...presenting(context),
  })
}

function holding(
  context: WalletContext,
): Pick<Wallet, 'list' | 'show' | 'remove' | 'history' | 'eraseHistory'> {
  return {
    list: async () => (await listStoredCredentials(context)).map(toWalletCredential),
    async show(id) {
      const stored = await requireCredential(context, id)
      const format = context.formats.find((candidate) => candidate.id === stored.format)
      const claims = (await format?.parse(stored.text))?.claims ?? {}
      return { ...toWalletCredential(stored), claims, credential: stored.text }
    },
    async remove(id) {
      const { batch } = await requireCredential(context, id)
      await deleteStoredCredential(context, id)
      const left = await listStoredCredentials(context)
      if (!left.some((each) => each.batch === batch)) await releaseRenewal(context, batch)
    },
    history: () => listHistory(context),
    eraseHistory: () => eraseHistory(context),
  }
}

function receiving(
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

function awaiting(context: WalletContext): Pick<Wallet, 'pending' | 'collect' | 'forget' | 'renew'> {
  return {
    async pending() {
      const issuances = await listDeferredIssuances(context)
      return issuances.map(({ id, issuer, configurationId, createdAt, availableAt }) => ({
        ...{ id, issuer, configurationId, createdAt, availableAt },
      }))
    },
    async collect(id, options = {}) {
      const outcome = await collectDeferred(context, id, options)
      if (outcome.state === 'pending') return outcome
      return { state: 'received', credentials: outcome.credentials.map(toWalletCredential) }
    },
    async forget(id) {
      await requireDeferredIssuance(context, id)
      await deleteDeferredIssuance(context, id)
    },
    async renew(id, options = {}) {
      const stored = await requireCredential(context, id)
      return (await renewCredential(context, stored, options)).map(toWalletCredential)
    },
  }
}

function presenting(context: WalletContext): Pick<Wallet, 'review' | 'respond' | 'decline'> {
  const open = new WeakMap<PresentationReview, VerifiedRequest>()
  const peek = (review: PresentationReview): VerifiedRequest => {
    const verified = open.get(review)
    if (verified === undefined) throw invalidArgument('The review is not of this wallet, or was used.')
    return verified
  }
  return {
    async review(requestText, options = {}) {
      const trust = await currentTrust(options.trust)
      const verified = await reviewRequest(context, requestText, trust)
      open.set(verified.review, verified)
      return verified.review
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

async function requireCredential(context: WalletContext, id: string): Promise<StoredCredential> {
  const stored = await readStoredCredential(context, id)
  if (stored === undefined)
    throw new VerificationError('wallet_credential_unknown', 'The wallet holds no credential of that id.')
  return stored
}
