/** Authorization server metadata (RFC 8414 section 2, OpenID4VCI 1.0 section 12.3). */
export interface AuthorizationServerMetadata {
  /** The identifier of the authorization server: an https URL without query or fragment. */
  readonly issuer: string
  /** Where tokens are asked for. */
  readonly token_endpoint: string
  /** There when the authorization code flow is served. */
  readonly authorization_endpoint?: string
  /** Pushed authorization requests (RFC 9126 section 5). */
  readonly pushed_authorization_request_endpoint?: string
  /** Absent means false. */
  readonly require_pushed_authorization_requests?: boolean
  /** PKCE (RFC 8414 section 2). */
  readonly code_challenge_methods_supported?: readonly string[]
  /** Whether every authorization response has `iss`; absent means false (RFC 9207 section 3). */
  readonly authorization_response_iss_parameter_supported?: boolean
  /** The scopes that are understood. */
  readonly scopes_supported?: readonly string[]
  /** The `type`s of authorization details that are understood (RFC 9396 section 10). */
  readonly authorization_details_types_supported?: readonly string[]
  /** Where every status list of the issuer is named (Token Status List section 9.1). */
  readonly status_list_aggregation_endpoint?: string
  /** The response types of the authorization endpoint. */
  readonly response_types_supported?: readonly string[]
  /** The grants of the token endpoint; absent means `authorization_code` and `implicit`. */
  readonly grant_types_supported?: readonly string[]
  /** How a client says who it is there; absent means `client_secret_basic`. */
  readonly token_endpoint_auth_methods_supported?: readonly string[]
  /** Absent: no DPoP (RFC 9449 section 5.1). */
  readonly dpop_signing_alg_values_supported?: readonly string[]
  /** Of client attestations (Attestation-Based Client Authentication, drafts 07 and 11, as the next two). */
  readonly client_attestation_signing_alg_values_supported?: readonly string[]
  /** Of their proofs of possession. */
  readonly client_attestation_pop_signing_alg_values_supported?: readonly string[]
  /** Where a challenge for the proof of a client attestation is given; who authenticates so must then use one. */
  readonly challenge_endpoint?: string
  /** Absent means false (OpenID4VCI 1.0 section 12.3). */
  readonly 'pre-authorized_grant_anonymous_access_supported'?: boolean
}
