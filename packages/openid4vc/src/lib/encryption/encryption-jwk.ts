/** A public key to encrypt messages to: ECDH-ES on P-256, the one that every implementation has (HAIP 1.0 section 5). */
export interface EncryptionJwk {
  /** An elliptic curve. */
  readonly kty: 'EC'
  /** The one curve. */
  readonly crv: 'P-256'
  /** 32 bytes, base64url. */
  readonly x: string
  /** 32 bytes, base64url. */
  readonly y: string
  /** Names the key; a message to it names it again (OpenID4VCI 1.0 section 10). */
  readonly kid: string
  /** The one algorithm. */
  readonly alg: 'ECDH-ES'
  /** For encryption. */
  readonly use?: 'enc'
}

/** The content encryption algorithms that Lontar makes and accepts (RFC 7518 section 5.3). */
export type ContentEncryption = 'A128GCM' | 'A256GCM'

/** The same, the stronger first. */
export const contentEncryptions: readonly ContentEncryption[] = ['A256GCM', 'A128GCM']

/** Whether a value is the name of one of them. */
export function isContentEncryption(value: unknown): value is ContentEncryption {
  return (contentEncryptions as readonly unknown[]).includes(value)
}
