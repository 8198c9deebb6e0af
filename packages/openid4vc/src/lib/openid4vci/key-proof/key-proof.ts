import type { PublicJwk } from '@lontar/credentials'

/** A key proof that was read and not verified. */
export interface UnverifiedKeyProof {
  /** Nobody verified it. */
  readonly verified: false
  /** The key of the header, or of its did:jwk `kid`. */
  readonly jwk: PublicJwk
  /** The `kid`, when the header has that instead of `jwk`. */
  readonly kid?: string
  /** The `c_nonce` that it answers, as it says. */
  readonly nonce: string
  /** Whom it is for, as it says. */
  readonly aud: string
  /** When it was signed, as it says. */
  readonly iat: Date
  /** The key attestation of the header, unread but for a key that `kid` names in it. */
  readonly keyAttestation?: string
  /** The `client_id`; absent in an anonymous pre-authorized flow. */
  readonly iss?: string
}

/** Proven possession of a key. */
export interface VerifiedKeyProof {
  /** The key whose possession is proven. */
  readonly jwk: PublicJwk
  /** The issuer has yet to find that it gave this nonce and that it was not used. */
  readonly nonce: string
  /** The `kid`, when the header has that instead of `jwk`. */
  readonly kid?: string
  /** The issuer has yet to verify it, and to find the key among the attested ones. */
  readonly keyAttestation?: string
}

/** The `typ` of a key proof (OpenID4VCI 1.0 appendix F.1). */
export const keyProofType = 'openid4vci-proof+jwt'
