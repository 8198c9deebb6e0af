/** What an authorization is asked for or was given (OpenID4VCI 1.0 sections 5.1.1 and 6.2). */
export interface CredentialAuthorizationDetail {
  /** A key of `credential_configurations_supported`. */
  readonly credentialConfigurationId: string
  /** In a token response only: what the credential request has to name instead. One or more. */
  readonly credentialIdentifiers?: readonly string[]
  /** The credential issuer; needed where the issuer publishes `authorization_servers`. */
  readonly locations?: readonly string[]
}

/** The only `type` that is understood. */
export const credentialDetailType = 'openid_credential'

/** An authorization detail on the wire. */
export interface AuthorizationDetailMessage {
  /** `openid_credential`. */
  readonly type: typeof credentialDetailType
  /** The configuration that is asked for, or was granted. */
  readonly credential_configuration_id: string
  /** In an answer: by what the credential request has to name what it wants. */
  readonly credential_identifiers?: readonly string[]
  /** The Credential Issuer Identifiers that it is for. */
  readonly locations?: readonly string[]
}
