import type { PublicJwk } from '@lontar/credentials'

/** The `typ` of a DPoP proof (RFC 9449 section 4.2). */
export const dpopProofType = 'dpop+jwt'

/** A DPoP proof that was read and not verified. */
export interface UnverifiedDpopProof {
  /** Nothing in it may be believed. */
  readonly verified: false
  /** The key of the header. */
  readonly jwk: PublicJwk
  /** The method of the request. */
  readonly htm: string
  /** The address of the request. */
  readonly htu: string
  /** When it was made. */
  readonly iat: Date
  /** The id of the proof. */
  readonly jti: string
  /** The nonce that the server gave. */
  readonly nonce?: string
  /** SHA-256 of the access token, base64url. */
  readonly ath?: string
}

/** Proven possession of a key, for one request. */
export interface VerifiedDpopProof {
  /** RFC 7638 thumbprint of the key: the `jkt` of what is bound to it. */
  readonly thumbprint: string
  /** The receiver has yet to find that it did not see this before, for this key. */
  readonly jti: string
  /** The receiver has yet to find that it gave this nonce. */
  readonly nonce?: string
  /** The last instant at which the proof would verify, so until when its `jti` must be remembered. */
  readonly usableUntil: Date
}
