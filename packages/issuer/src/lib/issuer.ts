import type { TrustList } from '@lontar/credentials'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { Offer, OfferOptions } from './create-offer.ts'
import type { DeferredIssuance } from './deferred-store.ts'
import type { CredentialRecord } from './issuer-store.ts'
import type { StatusListReport } from './report-status-lists.ts'

/** An issuer: the endpoints for wallets, and what its operator does. */
export interface Issuer {
  /** The Credential Issuer Identifier. */
  readonly url: string
  /** The `iss` of its credentials: the DID of its key, or the `url` when the key has certificates. */
  readonly issuer: string
  /** Answers the requests of wallets and verifiers. Never throws. */
  fetch(request: Request): Promise<Response>
  /**
   * Verifies an identity, uses its evidence up and offers credentials for it.
   *
   * @param identity What proofing signed: it is verified here and now.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for options out of range.
   * @throws VerificationError `credential_configuration_unknown`, `verified_identity_invalid`,
   *   `verified_identity_expired`, `verified_identity_used`, `simulated_evidence_refused`, `assurance_level_too_low`.
   * @see OpenID4VCI 1.0 section 4.1
   */
  offer(identity: SignedVerifiedIdentity, options: OfferOptions): Promise<Offer>
  /** The issuances that wait for an officer, or were decided and not delivered, oldest first: no claim value. */
  deferred(): Promise<readonly DeferredIssuance[]>
  /**
   * Approves a deferred issuance; the wallet gets it when it asks next.
   *
   * @param deferredId From `deferred`.
   * @throws VerificationError `deferred_issuance_unknown`, `deferred_issuance_decided`.
   * @see OpenID4VCI 1.0 section 9
   */
  approve(deferredId: string): Promise<void>
  /**
   * Denies a deferred issuance for ever and erases whom it was for.
   *
   * @param reason At most 200 characters, without personal data; shown in `deferred`, never to the wallet.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a reason that is too long or holds a NIK.
   * @throws VerificationError `deferred_issuance_unknown`, `deferred_issuance_decided`.
   */
  deny(deferredId: string, reason?: string): Promise<void>
  /**
   * Revokes a credential for ever.
   *
   * @param reason At most 200 characters, without personal data; shown in `credentials`.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for a reason that is too long or holds a NIK.
   * @throws VerificationError `credential_unknown`, `credential_status_transition_refused`.
   * @see Token Status List section 7.1
   */
  revoke(credentialId: string, reason?: string): Promise<void>
  /** Suspends a credential until `reinstate` or `revoke`; otherwise as `revoke`. */
  suspend(credentialId: string, reason?: string): Promise<void>
  /** Makes a suspended credential valid again; otherwise as `revoke`. */
  reinstate(credentialId: string, reason?: string): Promise<void>
  /**
   * Lists what is known of issued credentials, newest first: no claim value.
   *
   * @param limit How many, from 1; 100 by default.
   */
  credentials(limit?: number): Promise<readonly CredentialRecord[]>
  /** What is known of one credential; `undefined` when there is none with this id. */
  credential(credentialId: string): Promise<CredentialRecord | undefined>
  /** Every status list, oldest first. */
  statusLists(): Promise<readonly StatusListReport[]>
  /**
   * Signs every status list again, as the next request for it would.
   *
   * @returns How the lists stand now, oldest first.
   * @throws OperationError `signer_failed`.
   */
  publishStatusLists(): Promise<readonly StatusListReport[]>
  /** The trust list with this issuer alone, for wallets and verifiers to pin. */
  trustList(): TrustList
  /**
   * Cleans up after a crash, and erases what is past its time: revokes the place of every credential whose signing
   * began more than 60 seconds ago and did not come to its end. What is younger may be in the hands of another process
   * on the same store. To be called at start, and every minute or so instead of `purge`.
   *
   * @returns How many credentials were abandoned.
   */
  recover(): Promise<number>
  /**
   * Erases what is past its time: identities of dead offers, nonces, tokens, and the records of issuances whose offer, last
   * credential and last refresh token ended 90 days ago. To be called now and then.
   *
   * @returns How many rows were touched.
   */
  purge(): Promise<number>
}
