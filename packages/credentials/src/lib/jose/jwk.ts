/** A public EC key on P-256 as a JSON Web Key (RFC 7517, RFC 7518 section 6.2.1). */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  /** 32 bytes, base64url. */
  readonly x: string
  /** 32 bytes, base64url. */
  readonly y: string
  readonly kid?: string
  readonly alg?: 'ES256'
  readonly use?: 'sig'
}

/** A private EC key on P-256. */
export interface PrivateJwk extends PublicJwk {
  /** 32 bytes, base64url. */
  readonly d: string
}
