import type { ClaimPath, JsonObject } from '@lontar/credentials'

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
  readonly background_image?: { readonly uri: string }
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

/** How strong the storage of a key and the authentication of its user must be (appendix D.2); empty: any attestation. */
export interface KeyAttestationsRequired {
  readonly key_storage?: readonly string[]
  readonly user_authentication?: readonly string[]
}

/** One of the `proof_types_supported`. */
export interface ProofTypeSupported {
  readonly proof_signing_alg_values_supported: readonly string[]
  /** Absent: no attestation is needed. */
  readonly key_attestations_required?: KeyAttestationsRequired
}

/** The `proof_types_supported` of a configuration; other types are dropped. */
export interface ProofTypesSupported {
  readonly jwt?: ProofTypeSupported
  readonly attestation?: ProofTypeSupported
}

/** What requests may, or must, be encrypted with (section 12.2.4). */
export interface RequestEncryptionSupported {
  /** Keys as they came; those of algorithms that are not implemented, too. */
  readonly jwks: { readonly keys: readonly IssuerEncryptionJwk[] }
  readonly enc_values_supported: readonly string[]
  readonly zip_values_supported?: readonly string[]
  readonly encryption_required: boolean
}

/** A key of `credential_request_encryption`, which names itself and its algorithm. */
export type IssuerEncryptionJwk = JsonObject & { readonly kid: string; readonly alg: string }

/** What responses can, or must, be encrypted with (section 12.2.4). */
export interface ResponseEncryptionSupported {
  readonly alg_values_supported: readonly string[]
  readonly enc_values_supported: readonly string[]
  readonly zip_values_supported?: readonly string[]
  readonly encryption_required: boolean
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
  readonly deferred_credential_endpoint?: string
  readonly notification_endpoint?: string
  /** Where every status list of the issuer is named (Token Status List section 9.1). */
  readonly status_list_aggregation_endpoint?: string
  readonly batch_credential_issuance?: {
    /** 2 or more. */
    readonly batch_size: number
  }
  readonly credential_response_encryption?: ResponseEncryptionSupported
  readonly credential_request_encryption?: RequestEncryptionSupported
  readonly display?: readonly MetadataDisplay[]
  readonly credential_configurations_supported: Readonly<Record<string, CredentialConfiguration>>
}
