/** Proofs of one type (OpenID4VCI 1.0 appendix F), not verified. */
export interface CredentialProofs {
  /** `attestation`: exactly one key attestation, which speaks for all its keys. */
  readonly type: 'jwt' | 'attestation'
  /** One or more. */
  readonly values: readonly string[]
}
