import type { PublicJwk } from '@lontar/credentials'

/** The name of this way to authenticate, in `token_endpoint_auth_methods_supported`. */
export const clientAttestationAuthMethod = 'attest_jwt_client_auth'

/** The `typ` of a client attestation. */
export const clientAttestationType = 'oauth-client-attestation+jwt'

/** The `typ` of its proof of possession. */
export const clientAttestationPopType = 'oauth-client-attestation-pop+jwt'

/** The header in which a server gives a challenge. */
export const clientAttestationChallengeHeader = 'OAuth-Client-Attestation-Challenge'

/** The two headers with which a client authenticates. */
export interface ClientAttestationHeaders {
  /** The value of `OAuth-Client-Attestation`. */
  readonly attestation: string
  /** The value of `OAuth-Client-Attestation-PoP`. */
  readonly pop: string
}

/** An attestation and its proof that were read and not verified. */
export interface UnverifiedClientAttestation {
  /** Nothing in it may be believed. */
  readonly verified: false
  /** The `sub`. */
  readonly clientId: string
  /** The key of this instance of the client. */
  readonly instanceKey: PublicJwk
  /** When the attestation was made; it may not say. */
  readonly attestedAt?: Date
  /** The only audience of the proof. */
  readonly audience: string
  /** The id of the proof. */
  readonly jti: string
  /** When the proof was made. */
  readonly provenAt: Date
  /** What the server gave for the proof; it need not be there. */
  readonly challenge?: string
}

/** A client that an attester vouches for, and whose key was at hand for this request. */
export interface VerifiedClientAttestation {
  /** The same for every instance of a wallet (OpenID4VCI 1.0 section 15.4.3). */
  readonly clientId: string
  /** The key of this instance, which made the proof. */
  readonly instanceKey: PublicJwk
  /** RFC 7638 thumbprint of `instanceKey`. */
  readonly thumbprint: string
  /** The receiver has yet to find that it did not see this before, for this key. */
  readonly jti: string
  /** The receiver has yet to find that it gave this challenge, where it gives any. */
  readonly challenge?: string
  /** The last instant at which the proof would verify, so until when its `jti` must be remembered. */
  readonly usableUntil: Date
}
