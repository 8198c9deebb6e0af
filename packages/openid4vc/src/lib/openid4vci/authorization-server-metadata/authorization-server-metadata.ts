/** Authorization server metadata (RFC 8414 section 2, OpenID4VCI 1.0 section 12.3). */
export interface AuthorizationServerMetadata {
  readonly issuer: string
  readonly token_endpoint: string
  /** Where every status list of the issuer is named (Token Status List section 9.1). */
  readonly status_list_aggregation_endpoint?: string
  readonly response_types_supported?: readonly string[]
  readonly grant_types_supported?: readonly string[]
  readonly token_endpoint_auth_methods_supported?: readonly string[]
  /** Absent means false (OpenID4VCI 1.0 section 12.3). */
  readonly 'pre-authorized_grant_anonymous_access_supported'?: boolean
}
