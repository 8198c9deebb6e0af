/** A signature under a certificate or a revocation list, as it stands there: nothing of it is verified. */
export interface CertificateSignature {
  /** How it was made, an `AlgorithmIdentifier` in DER. */
  readonly algorithm: Uint8Array
  /** The bytes that were signed. */
  readonly signed: Uint8Array
  /** The signature, without the bit string around it. */
  readonly signature: Uint8Array
  /** The key of the authority, a `SubjectPublicKeyInfo` in DER. */
  readonly publicKeyInfo: Uint8Array
}

/**
 * Tells whether the key made the signature. What it throws for an algorithm or a key that it does not accept reaches the
 * caller of `verifyCertificate`, but of a revocation list or of one among several roots it counts as `false`.
 */
export type VerifyCertificateSignature = (signature: CertificateSignature) => Promise<boolean>
