import type { CredentialAuthorizationDetail } from '../authorization-details/authorization-detail.ts'

/** An authorization request for credentials (OpenID4VCI 1.0 section 5.1): response type `code`, PKCE with S256. */
export interface AuthorizationRequest {
  /** Who asks. */
  readonly clientId: string
  /** An absolute URI without fragment: https, http on loopback, or a private-use scheme. */
  readonly redirectUri: string
  /** Scopes of credential configurations; may be empty. */
  readonly scope: readonly string[]
  /** Credential configurations that are asked for by their ids; may be empty. */
  readonly authorizationDetails: readonly CredentialAuthorizationDetail[]
  /** The S256 challenge of PKCE. */
  readonly codeChallenge: string
  /** Comes back unchanged. */
  readonly state?: string
  /** Of the offer, unchanged. Whoever sends the request can choose it (section 5.1.3). */
  readonly issuerState?: string
  /** RFC 7638 thumbprint of the DPoP key to which the code is to be bound (RFC 9449 section 10). */
  readonly dpopJkt?: string
  /** The credential issuer (RFC 8707). */
  readonly resource?: string
}
