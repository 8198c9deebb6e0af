import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import type { CheckAttestationStatus, TrustedAttester } from '@lontar/openid4vc/oauth'

/** Whose attestations an issuer believes. */
export interface AttestationPolicy {
  /** The wallet providers, or makers of key storage, that are trusted: one or more. */
  readonly attesters: readonly TrustedAttester[]
  /** Whether a request without an attestation is refused; false by default. */
  readonly required?: boolean
  /** Checks `x5c` up to the attesters' roots, such as `createX5cVerifier()` of `@lontar/credentials/x509`. */
  readonly verifyX5c?: VerifyX5c
  /**
   * Looks up the `status` of an attestation whose signature holds, such as its place on the list of the wallet provider:
   * false, or whatever it throws, refuses it. Without it every attestation that names a status is refused: unknown is not ok.
   */
  readonly checkStatus?: CheckAttestationStatus
}

/** How clients authenticate by attestation. */
export interface ClientAttestationPolicy extends AttestationPolicy {
  /** Whether each proof must hold a challenge of this issuer; false by default, so that draft 07 without one works. */
  readonly challengeRequired?: boolean
  /** How old an attestation may be, in seconds, from 1; until its own end by default. */
  readonly maxAgeSeconds?: number
}

/** How holders' keys are attested. */
export interface KeyAttestationPolicy extends AttestationPolicy {
  /** One of these must be in `key_storage`, such as `iso_18045_high`; whatever it says by default. */
  readonly keyStorage?: readonly string[]
  /** One of these must be in `user_authentication`; whatever it says by default. */
  readonly userAuthentication?: readonly string[]
}
