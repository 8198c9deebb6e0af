/** Members of a JSON Web Key that say what the key is for (RFC 7517 section 4). */
export interface JwkLabels {
  /** By what it is named in headers. */
  readonly kid?: string
  /** The one algorithm that it is for. */
  readonly alg?: SigningAlgorithm
  /** It signs and does nothing else. */
  readonly use?: 'sig'
}

/** A public key on a Weierstrass curve as a JSON Web Key (RFC 7518 section 6.2.1, RFC 8812 section 3.1). */
export interface EcPublicJwk extends JwkLabels {
  /** The key type of elliptic curves with two coordinates. */
  readonly kty: 'EC'
  /** The curve. */
  readonly crv: 'P-256' | 'P-384' | 'secp256k1'
  /** As many bytes as the curve's field has, base64url. */
  readonly x: string
  /** As many bytes as the curve's field has, base64url. */
  readonly y: string
}

/** A public Ed25519 key as a JSON Web Key (RFC 8037 section 2). */
export interface OkpPublicJwk extends JwkLabels {
  /** The key type of curves with one coordinate. */
  readonly kty: 'OKP'
  /** The curve. */
  readonly crv: 'Ed25519'
  /** 32 bytes, base64url. */
  readonly x: string
}

/** A public key for signatures. Its curve fixes the algorithm. */
export type PublicJwk = EcPublicJwk | OkpPublicJwk

/** A private key for signatures. */
export type PrivateJwk = PublicJwk & {
  /** As many bytes as the curve's order has, base64url; for Ed25519 the seed of 32 bytes. */
  readonly d: string
}

/** The curves of the keys that Lontar makes and accepts. */
export type SigningCurve = PublicJwk['crv']

/** The signature algorithms that Lontar makes and accepts (RFC 7518 section 3.1, RFC 8037, RFC 8812). */
export type SigningAlgorithm = 'ES256' | 'ES384' | 'ES256K' | 'EdDSA'
