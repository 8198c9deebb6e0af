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
  /** The keys of a verifier whose Client Identifier has no prefix, which could be found by nothing else. */
  readonly jwks?: { readonly keys: readonly PublicJwk[] }
}

/** Somebody whose attestations of verifiers count (OpenID4VP 1.0 section 12). */
export interface TrustedVerifierAttester {
  /** The exact `iss` of its attestations. */
  readonly issuer: string
  /** Its pinned keys; each `kid` equals the `kid` of the attestations it signs. */
  readonly jwks: { readonly keys: readonly PublicJwk[] }
}

/** Whom to trust, pinned by its reader or signed by an authority. */
export interface TrustList {
  /** Whose credentials count, and of which types. */
  readonly issuers: readonly TrustedIssuer[]
  /** PEM certificates. */
  readonly roots: readonly string[]
  /** The verifiers that wallets know, and what each may ask for. */
  readonly verifiers: readonly TrustedVerifier[]
  /** Who attests verifiers under the prefix `verifier_attestation`; nobody by default. */
  readonly verifierAttesters?: readonly TrustedVerifierAttester[]
}
