import type { PublicJwk } from '../jose/jwk.ts'

/** An issuer that a wallet or verifier trusts, and for which types. */
export interface TrustedIssuer {
  /** The exact `iss` or `issuer` of its credentials: a DID or an https URL. */
  readonly issuer: string
  /** The exact `vct` values, which are also the expanded W3C type IRIs, that it may issue. */
  readonly types: readonly string[]
  /**
   * Its pinned keys; each `kid` equals the `kid` of the tokens it signs. Absent, its keys are found by its identifier:
   * its DID document, its published JWT VC issuer metadata, or a certificate under `roots`.
   */
  readonly jwks?: { readonly keys: readonly PublicJwk[] }
  /**
   * The hosts, with a port where they have one, on which its status lists may stand: whoever is asked for a list learns
   * that somebody looks at a credential. Any host by default.
   */
  readonly statusHosts?: readonly string[]
  /** PEM certificates to one of which its `x5c` chain must lead; those of the whole list by default. */
  readonly roots?: readonly string[]
}

/** A verifier that a wallet knows. */
export interface TrustedVerifier {
  /** The full Client Identifier with its prefix. */
  readonly clientId: string
  /** The services it may ask for. */
  readonly asks: readonly string[]
}

/** Whom to trust, pinned by its reader or signed by an authority. */
export interface TrustList {
  readonly issuers: readonly TrustedIssuer[]
  /** PEM certificates. */
  readonly roots: readonly string[]
  readonly verifiers: readonly TrustedVerifier[]
}
