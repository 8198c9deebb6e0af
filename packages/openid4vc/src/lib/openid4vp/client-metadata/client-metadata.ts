import type { JsonObject } from '@lontar/credentials/jose'
import type { ContentEncryption, EncryptionJwk } from '../../encryption/encryption-jwk.ts'

/** The `client_metadata` of a Request Object as a verifier makes it (OpenID4VP 1.0 section 5.1). */
export interface ClientMetadata {
  /** Shown to the holder, beside the identifier and never instead of it. */
  readonly client_name?: string
  /** The keys that an encrypted response may be for; they never say who signed the request. */
  readonly jwks?: { readonly keys: readonly EncryptionJwk[] }
  /** The content encryptions that the verifier reads; absent when that is A128GCM alone. */
  readonly encrypted_response_enc_values_supported?: readonly ContentEncryption[]
  /** The formats and algorithms that the verifier takes. */
  readonly vp_formats_supported?: Readonly<Record<string, JsonObject>>
}

/** What of a foreign `client_metadata` counts, not verified. */
export interface UnverifiedClientMetadata {
  /** What the verifier calls itself; nobody checked it. */
  readonly clientName?: string
  /** The members of `jwks.keys`, none of them read yet; empty without `jwks`. */
  readonly keys: readonly JsonObject[]
  /** `encrypted_response_enc_values_supported`; A128GCM alone where it is absent. */
  readonly encryptions: readonly string[]
}
