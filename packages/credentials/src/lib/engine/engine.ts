import type { PrivateJwk, PublicJwk } from '../jose/jwk.ts'

/** The hash functions of SD-JWT and RFC 7638, by their IANA names. */
export type HashAlgorithm = 'sha-256' | 'sha-384' | 'sha-512'

/** Signs bytes with ES256 and returns R and S, 32 bytes each. */
export type Es256Sign = (bytes: Uint8Array) => Promise<Uint8Array>

/**
 * The platform's cryptography and compression behind one face. `node.ts` and `web.ts` give the same
 * results for the same input; only speed differs.
 */
export interface Engine {
  /** Hashes bytes. Node answers at once, Web Crypto by promise: always `await` it. */
  digest(algorithm: HashAlgorithm, bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** Checks an ES256 signature of R and S. False for any other length, for r or s out of range, and when it is wrong. */
  verifyEs256(key: PublicJwk, bytes: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
  /** Imports a private key once and returns what signs with it. Throws the platform's error for a bad key. */
  importEs256PrivateKey(key: PrivateJwk): Promise<Es256Sign>
  /** Makes a key pair on P-256. */
  generateP256Key(): Promise<PrivateJwk>
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
