import type { ClaimPath } from '@lontar/credentials'

/** A picture of the issuer or credential (OpenID4VCI 1.0 section 12.2.4). Nothing here fetches it. */
export interface MetadataLogo {
  readonly uri: string
  readonly alt_text?: string
}

/** How something is called in a language; one per locale. */
export interface MetadataDisplay {
  readonly name?: string
  /** A BCP 47 tag. */
  readonly locale?: string
  readonly logo?: MetadataLogo
  readonly description?: string
  readonly background_color?: string
  readonly text_color?: string
}

/** A claim that the credential can hold (appendix B.2). */
export interface ClaimDescription {
  readonly path: ClaimPath
  readonly mandatory?: boolean
  readonly display?: readonly MetadataDisplay[]
}

/** Display and claims of a credential (section 12.2.4). */
export interface CredentialMetadata {
  readonly display?: readonly MetadataDisplay[]
  readonly claims?: readonly ClaimDescription[]
}

/** The `proof_types_supported` of a configuration; only `jwt` is implemented. */
export interface ProofTypesSupported {
  readonly jwt?: { readonly proof_signing_alg_values_supported: readonly string[] }
}

/** A credential that an issuer offers (section 12.2.4, appendix A). */
export interface CredentialConfiguration {
  readonly format: string
  readonly scope?: string
  readonly cryptographic_binding_methods_supported?: readonly string[]
  readonly credential_signing_alg_values_supported?: readonly (string | number)[]
  readonly proof_types_supported?: ProofTypesSupported
  /** `dc+sd-jwt` only. */
  readonly vct?: string
  /** The W3C formats only. */
  readonly credential_definition?: {
    readonly '@context'?: readonly string[]
    readonly type: readonly string[]
  }
  readonly credential_metadata?: CredentialMetadata
}

/** Credential Issuer Metadata (section 12.2.4). */
export interface CredentialIssuerMetadata {
  readonly credential_issuer: string
  /** Absent: the issuer is its own authorization server. */
  readonly authorization_servers?: readonly string[]
  readonly credential_endpoint: string
  readonly nonce_endpoint?: string
  /** Where every status list of the issuer is named (Token Status List section 9.1). */
  readonly status_list_aggregation_endpoint?: string
  readonly batch_credential_issuance?: {
    /** 2 or more. */
    readonly batch_size: number
  }
  /** Response encryption is not implemented: with `encryption_required` nothing can be received. */
  readonly credential_response_encryption?: { readonly encryption_required: boolean }
  /** Request encryption is not implemented: with `encryption_required` nothing can be asked for. */
  readonly credential_request_encryption?: { readonly encryption_required: boolean }
  readonly display?: readonly MetadataDisplay[]
  readonly credential_configurations_supported: Readonly<Record<string, CredentialConfiguration>>
}
