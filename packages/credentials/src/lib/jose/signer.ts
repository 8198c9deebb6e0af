import type { PublicJwk } from './jwk.ts'

/** The signature algorithms that Lontar makes and accepts (RFC 7518 section 3.1). */
export type SigningAlgorithm = 'ES256'

/** The one door to a private key: a local key, a non-extractable Web Crypto key, a KMS or a token. */
export interface Signer {
  readonly algorithm: SigningAlgorithm
  readonly publicJwk: PublicJwk
  /** The `kid` of the JWS header: a DID URL such as `did:jwk:…#0`, or a key's RFC 7638 thumbprint. */
  readonly keyId: string
  /** Signs bytes; for ES256 returns R and S, 32 bytes each (RFC 7518 section 3.4). */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
