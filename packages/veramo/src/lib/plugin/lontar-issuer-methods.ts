import type { CredentialRecord, DeferredIssuance, Offer, OfferOptions } from '@lontar/issuer'
import type { IPluginMethodMap } from '@veramo/core-types'
import type { OnWire } from './on-wire.ts'
import type { NoArguments } from './schema.ts'

/** What `createCredentialOffer` takes. */
export interface CreateCredentialOfferArguments extends OfferOptions {
  /** The verified identity that proofing signed. It is verified, and its evidence used up. */
  readonly identity: string
}

/** A credential that was issued, without a claim of it. */
export type IssuedCredential = OnWire<Omit<CredentialRecord, 'keyThumbprint'>>

/** Which credential changes its status, and why. */
export interface ChangeStatusArguments {
  /** As `listIssuedCredentials` names it. */
  readonly credentialId: string
  /** At most 200 characters, without personal data; none by default. */
  readonly reason?: string
}

/** Which issuance was decided. */
export interface DeferredIssuanceArguments {
  /** As `listDeferredIssuances` names it. */
  readonly deferredId: string
}

/** Which issuance was denied, and why. */
export interface DenyDeferredIssuanceArguments extends DeferredIssuanceArguments {
  /** At most 200 characters, without personal data; the wallet never sees it. None by default. */
  readonly reason?: string
}

/**
 * What an issuer does, as methods of an agent. Each throws `AgentMethodError`: with `ERR_INVALID_ARG_VALUE` for arguments that
 * do not fit its schema, and with the codes that it names.
 */
export interface ILontarIssuer extends IPluginMethodMap {
  /**
   * Offers credentials for an identity that proofing signed (OpenID4VCI 1.0 section 4.1).
   *
   * @returns the link, a secret until it is redeemed, and the code for the holder.
   * @throws `ERR_INVALID_ARG_VALUE`, `credential_configuration_unknown`, `verified_identity_invalid`,
   *   `verified_identity_expired`, `verified_identity_used`, `simulated_evidence_refused`, `assurance_level_too_low`.
   */
  createCredentialOffer(args: CreateCredentialOfferArguments): Promise<OnWire<Offer>>
  /** Lists issued credentials, newest first; 100 at most by default. No claim is among what is listed. */
  listIssuedCredentials(args: { readonly limit?: number }): Promise<readonly IssuedCredential[]>
  /**
   * Reads the state of one issued credential.
   *
   * @throws `credential_unknown`.
   */
  getIssuedCredential(args: { readonly credentialId: string }): Promise<IssuedCredential>
  /**
   * Revokes a credential for ever (Token Status List section 7.1).
   *
   * @returns the credential as it is now.
   * @throws `ERR_INVALID_ARG_VALUE`, `credential_unknown`, `credential_status_transition_refused`.
   */
  revokeCredential(args: ChangeStatusArguments): Promise<IssuedCredential>
  /** Suspends a credential until it is reinstated or revoked; otherwise as `revokeCredential`. */
  suspendCredential(args: ChangeStatusArguments): Promise<IssuedCredential>
  /** Makes a suspended credential valid again; otherwise as `revokeCredential`. */
  reinstateCredential(args: ChangeStatusArguments): Promise<IssuedCredential>
  /** Lists the issuances that wait for an officer or for the wallet, oldest first, without a claim. */
  listDeferredIssuances(args: NoArguments): Promise<readonly OnWire<DeferredIssuance>[]>
  /**
   * Approves a deferred issuance (OpenID4VCI 1.0 section 9).
   *
   * @throws `deferred_issuance_unknown`, `deferred_issuance_decided`.
   */
  approveDeferredIssuance(args: DeferredIssuanceArguments): Promise<DeferredIssuanceArguments>
  /**
   * Denies a deferred issuance for ever, and erases whom it was for.
   *
   * @throws `ERR_INVALID_ARG_VALUE`, `deferred_issuance_unknown`, `deferred_issuance_decided`.
   */
  denyDeferredIssuance(args: DenyDeferredIssuanceArguments): Promise<DeferredIssuanceArguments>
}
