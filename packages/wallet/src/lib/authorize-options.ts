import type { WalletTrust } from './current-trust.ts'

/** What is to be authorized, without an offer: the holder went to the issuer by himself. */
export interface WantedCredentials {
  /** The Credential Issuer Identifier. */
  readonly issuer: string
  /** Keys of its `credential_configurations_supported`, one or more. */
  readonly configurationIds: readonly string[]
}

/** How the holder is sent to the issuer, and comes back. */
export interface AuthorizeOptions {
  /** Where the browser comes back to: https, or a scheme of the app's own. The issuer has to know it. */
  readonly redirectUri: string
  /** The `client_id`; that of the client attestation where the wallet has one. */
  readonly clientId?: string
  /** Which of the offer's configurations to take; all by default. */
  readonly configurationIds?: readonly string[]
  /** Whom to trust, a list or a source of one; by default the list that the offer was reviewed with. */
  readonly trust?: WalletTrust
  /** Send the holder also to an issuer that no list knows; false by default. */
  readonly acceptUntrustedIssuer?: boolean
}
