import type { PrivateJwk, PublicJwk, SigningCurve } from '../jose/jwk.ts'

/** The hash functions of SD-JWT and RFC 7638, by their IANA names. */
export type HashAlgorithm = 'sha-256' | 'sha-384' | 'sha-512'

/** Signs bytes; for ECDSA returns R and S, each as long as the curve's order. */
export type SignBytes = (bytes: Uint8Array) => Promise<Uint8Array>

/** Signatures of every curve in `signingCurves`. All implementations give the same answers for the same input. */
export interface SignatureEngine {
  /**
   * Checks a signature with the algorithm of the key's curve. False for any other length, DER included, for a value out
   * of range, and when it is wrong; a high s of ECDSA is accepted, as JWS does. Never throws for a key of `parseJwk`.
   */
  verify(key: PublicJwk, bytes: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
  /**
   * Imports a private key once and returns what signs with it. Throws the platform's error for a bad key, but not every
   * platform looks: whether the key is in range and belongs to its public part is for `createLocalSigner` to judge.
   */
  importPrivateKey(key: PrivateJwk): Promise<SignBytes>
  /** Makes a key pair. */
  generateKey(crv: SigningCurve): Promise<PrivateJwk>
}

/**
 * The platform's cryptography and compression behind one face. `node.ts` and `web.ts` give the same
 * results for the same input; only speed differs.
 */
export interface Engine extends SignatureEngine {
  /** Hashes bytes. Node answers at once, Web Crypto by promise: always `await` it. */
  digest(algorithm: HashAlgorithm, bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** Encodes bytes as base64url without padding (RFC 7515 section 2). */
  encodeBase64Url(bytes: Uint8Array): string
  /** Decodes base64url; `undefined` for every text but the one canonical one of some bytes. */
  decodeBase64Url(text: string): Uint8Array | undefined
  /** Bytes from the platform's secure random generator; `length` from 0 to 65,536. */
  randomBytes(length: number): Uint8Array
  /** Compresses to one ZLIB stream (RFC 1950). */
  deflate(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * Expands one ZLIB stream. `undefined` when the bytes are not exactly one complete stream (truncated,
   * wrong check sum, trailing data) or when it would expand beyond `maxBytes`.
   */
  inflate(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined>
  /** Compresses to one GZIP member (RFC 1952). */
  gzip(bytes: Uint8Array): Promise<Uint8Array>
  /** Expands one GZIP member. `undefined` as for `inflate`, and when the length that the member states is wrong. */
  gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined>
}
