import type { ClaimPath, JsonObject } from '@lontar/credentials'

/** A picture of the issuer or credential (OpenID4VCI 1.0 section 12.2.4). Nothing here fetches it. */
export interface MetadataLogo {
  /** Where the picture is: an https or data URI. */
  readonly uri: string
  /** What it shows, for who cannot see it. */
  readonly alt_text?: string
}

/** How something is called in a language; one per locale. */
export interface MetadataDisplay {
  /** What it is called. */
  readonly name?: string
  /** A BCP 47 tag. */
  readonly locale?: string
  /** Its picture. */
  readonly logo?: MetadataLogo
  /** What it is, in a sentence. */
  readonly description?: string
  /** A CSS colour, such as `#12107c`. */
  readonly background_color?: string
  /** A picture behind the text. */
  readonly background_image?: { readonly uri: string }
  /** A CSS colour. */
  readonly text_color?: string
}

/** A claim that the credential can hold (appendix B.2). */
export interface ClaimDescription {
  /** Where it is, from the root of the credential. */
  readonly path: ClaimPath
  /** Whether it is always there; false by default. */
  readonly mandatory?: boolean
  /** How it is called. */
  readonly display?: readonly MetadataDisplay[]
}

/** Display and claims of a credential (section 12.2.4). */
export interface CredentialMetadata {
  /** How the credential is called and shown. */
  readonly display?: readonly MetadataDisplay[]
  /** What it can hold, in the order in which to show it. */
  readonly claims?: readonly ClaimDescription[]
}

/** How strong the storage of a key and the authentication of its user must be (appendix D.2); empty: any attestation. */
export interface KeyAttestationsRequired {
  /** One of these attack potentials, such as `iso_18045_high`. */
  readonly key_storage?: readonly string[]
  /** One of these attack potentials. */
  readonly user_authentication?: readonly string[]
}

/** One of the `proof_types_supported`. */
export interface ProofTypeSupported {
  /** What proofs may be signed with, such as `ES256`. */
  readonly proof_signing_alg_values_supported: readonly string[]
  /** Absent: no attestation is needed. */
  readonly key_attestations_required?: KeyAttestationsRequired
}

/** The `proof_types_supported` of a configuration; other types are dropped. */
export interface ProofTypesSupported {
  /** A JWT for each key (appendix F.1). */
  readonly jwt?: ProofTypeSupported
  /** One key attestation for all keys (appendix F.3). */
  readonly attestation?: ProofTypeSupported
}

/** What requests may, or must, be encrypted with (section 12.2.4). */
export interface RequestEncryptionSupported {
  /** Keys as they came; those of algorithms that are not implemented, too. */
  readonly jwks: { readonly keys: readonly IssuerEncryptionJwk[] }
  /** Content encryption, such as `A256GCM`. */
  readonly enc_values_supported: readonly string[]
  /** Compression; Lontar never compresses. */
  readonly zip_values_supported?: readonly string[]
  /** Whether a request in clear is refused. */
  readonly encryption_required: boolean
}

/** A key of `credential_request_encryption`, which names itself and its algorithm. */
export type IssuerEncryptionJwk = JsonObject & { readonly kid: string; readonly alg: string }

/** What responses can, or must, be encrypted with (section 12.2.4). */
export interface ResponseEncryptionSupported {
  /** Key management, such as `ECDH-ES`. */
  readonly alg_values_supported: readonly string[]
  /** Content encryption, such as `A256GCM`. */
  readonly enc_values_supported: readonly string[]
  /** Compression; Lontar never asks for it. */
  readonly zip_values_supported?: readonly string[]
  /** Whether a request for a response in clear is refused. */
  readonly encryption_required: boolean
}

/** A credential that an issuer offers (section 12.2.4, appendix A). */
export interface CredentialConfiguration {
  /** Such as `dc+sd-jwt`. */
  readonly format: string
  /** By which an authorization request can ask for it. */
  readonly scope?: string
  /** How a holder key may be named, such as `jwk`. */
  readonly cryptographic_binding_methods_supported?: readonly string[]
  /** What it is signed with. */
  readonly credential_signing_alg_values_supported?: readonly (string | number)[]
  /** How possession of the holder key may be proven. */
  readonly proof_types_supported?: ProofTypesSupported
  /** `dc+sd-jwt` only. */
  readonly vct?: string
  /** The W3C formats only. */
  readonly credential_definition?: {
    readonly '@context'?: readonly string[]
    readonly type: readonly string[]
  }
  /** Display and claims. */
  readonly credential_metadata?: CredentialMetadata
}

/** Credential Issuer Metadata (section 12.2.4). */
export interface CredentialIssuerMetadata {
  /** The Credential Issuer Identifier, compared byte for byte. */
  readonly credential_issuer: string
  /** Absent: the issuer is its own authorization server. */
  readonly authorization_servers?: readonly string[]
  /** Where credentials are asked for. */
  readonly credential_endpoint: string
  /** Where a fresh `c_nonce` is; absent: proofs need none. */
  readonly nonce_endpoint?: string
  /** Where promised credentials are asked for. */
  readonly deferred_credential_endpoint?: string
  /** Where to say what became of credentials. */
  readonly notification_endpoint?: string
  /** Where every status list of the issuer is named (Token Status List section 9.1). */
  readonly status_list_aggregation_endpoint?: string
  /** Absent: one proof in a request. */
  readonly batch_credential_issuance?: {
    /** 2 or more. */
    readonly batch_size: number
  }
  /** Absent: responses come in clear. */
  readonly credential_response_encryption?: ResponseEncryptionSupported
  /** Absent: requests go in clear. */
  readonly credential_request_encryption?: RequestEncryptionSupported
  /** How the issuer is called. */
  readonly display?: readonly MetadataDisplay[]
  /** What it offers, by the ids that offers name. */
  readonly credential_configurations_supported: Readonly<Record<string, CredentialConfiguration>>
}
