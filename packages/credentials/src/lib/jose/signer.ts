import type { PublicJwk, SigningAlgorithm } from './jwk.ts'

/** The one door to a private key: a local key, a non-extractable Web Crypto key, a KMS or a token. */
export interface Signer {
  /** That of the key's curve. */
  readonly algorithm: SigningAlgorithm
  /** The public half, as others see it. */
  readonly publicJwk: PublicJwk
  /** The `kid` of the JWS header: a DID URL such as `did:jwk:…#0`, or a key's RFC 7638 thumbprint. */
  readonly keyId: string
  /**
   * The certificates of the key in base64 DER, its own first and the root left out: then everything that is signed
   * carries them in the header `x5c` (RFC 7515 section 4.1.6). None by default.
   */
  readonly x5c?: readonly string[]
  /** Signs bytes; for ECDSA returns R and S, each as long as the curve's order (RFC 7518 section 3.4). */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
