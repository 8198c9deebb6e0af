import type { PublicJwk } from '../jose/jwk.ts'

/** A certificate chain to verify, with the roots that the trust in an issuer names. */
export interface X5cInput {
  /** The header as received: the signer's certificate first. */
  readonly x5c: unknown
  /** PEM certificates. */
  readonly roots: readonly string[]
  /** The instant at which every certificate must be valid. */
  readonly now: Date
}

/** What a verified chain says of its signer. */
export interface X5cSubject {
  /** The key of the signer's certificate. */
  readonly publicJwk: PublicJwk
  /** Its subject alternative names of type dNSName; empty when there are none. */
  readonly dnsNames: readonly string[]
  /** Its subject alternative names of type uniformResourceIdentifier; empty when there are none. */
  readonly uris: readonly string[]
}

/**
 * Verifies a certificate chain up to a root; `createX5cVerifier` of `@lontar/credentials/x509` makes one. It is a
 * parameter so that who meets no certificates does not ship X.509. It throws a LontarError.
 */
export type VerifyX5c = (input: X5cInput) => Promise<X5cSubject>
