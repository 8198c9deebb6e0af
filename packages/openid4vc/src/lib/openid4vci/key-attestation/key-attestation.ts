import type { PublicJwk } from '@lontar/credentials'

/** The `typ` of a key attestation (OpenID4VCI 1.0 appendix D.1). */
export const keyAttestationType = 'key-attestation+jwt'

/** How a key attestation is sent: inside a `jwt` proof, or as a proof itself. */
export type KeyAttestationProofType = 'jwt' | 'attestation'

/** A key attestation that was read and not verified. */
export interface UnverifiedKeyAttestation {
  /** Nothing in it may be believed. */
  readonly verified: false
  /** In order, one or more, all different. */
  readonly attestedKeys: readonly PublicJwk[]
  /** When it was made. */
  readonly iat: Date
  /** When it ends; it need not say. */
  readonly exp?: Date
  /** The `c_nonce` that it was made with. */
  readonly nonce?: string
  /** What attack potential the key storage withstands, such as `iso_18045_high`. */
  readonly keyStorage: readonly string[]
  /** What attack potential the authentication of the user withstands. */
  readonly userAuthentication: readonly string[]
}

/** Keys that a trusted attester vouches for. */
export interface VerifiedKeyAttestation {
  /** In order, one or more, all different. */
  readonly attestedKeys: readonly PublicJwk[]
  /** The issuer has yet to find that it gave this nonce and that it was not used. */
  readonly nonce?: string
  /** What attack potential the key storage withstands; empty when it does not say. */
  readonly keyStorage: readonly string[]
  /** What attack potential the authentication of the user withstands; empty when it does not say. */
  readonly userAuthentication: readonly string[]
}
