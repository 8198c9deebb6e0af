/** The grant type of an issuer that already knows who is to get the credential (OpenID4VCI 1.0 section 4.1.1). */
export const preAuthorizedCodeGrantType = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

/** What the holder is asked to type; `{}` still means that there is a code (section 4.1.1). */
export interface TxCode {
  /** `numeric` by default. */
  readonly input_mode?: 'numeric' | 'text'
  /** How many characters. */
  readonly length?: number
  /** At most 300 characters. */
  readonly description?: string
}

/** The pre-authorized code grant of an offer. */
export interface PreAuthorizedCodeGrant {
  /** Opens the token endpoint, once. */
  readonly 'pre-authorized_code': string
  /** There when a transaction code is needed. */
  readonly tx_code?: TxCode
  /** Which of the issuer's authorization servers; it has to be one of its metadata. */
  readonly authorization_server?: string
}

/** The authorization code grant of an offer. */
export interface AuthorizationCodeGrant {
  /** To be sent unchanged in the authorization request. */
  readonly issuer_state?: string
  /** Which of the issuer's authorization servers; it has to be one of its metadata. */
  readonly authorization_server?: string
}

/**
 * A Credential Offer (section 4.1.1). Without a grant the wallet chooses among those of the authorization server's
 * metadata.
 */
export interface CredentialOffer {
  /** The Credential Issuer Identifier. */
  readonly credential_issuer: string
  /** What is offered: ids of the issuer's metadata, one or more. */
  readonly credential_configuration_ids: readonly string[]
  /** The ways to a token; empty when the wallet is to choose. */
  readonly grants: {
    readonly authorization_code?: AuthorizationCodeGrant
    readonly 'urn:ietf:params:oauth:grant-type:pre-authorized_code'?: PreAuthorizedCodeGrant
  }
}
