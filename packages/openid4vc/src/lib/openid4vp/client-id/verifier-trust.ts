import type { TrustList } from '@lontar/credentials'
import type { ResolveDid } from '@lontar/credentials/did'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import type { PublicJwk } from '@lontar/credentials/jose'

/** By what the key of a verifier is found. Without any of it only a did:jwk is known. */
export interface VerifierTrust {
  /** The roots of certificates, the registered verifiers and those who attest verifiers; nobody by default. */
  readonly trust?: Pick<TrustList, 'roots' | 'verifiers' | 'verifierAttesters'>
  /** Finds the documents of DIDs, such as `createDidResolver` makes; did:jwk alone by default. */
  readonly resolveDid?: ResolveDid
  /** Checks certificate chains, such as `createX5cVerifier` makes; without it a verifier with a certificate is refused. */
  readonly verifyX5c?: VerifyX5c
}

/** The key of a verifier, and what comes with it. */
export interface VerifierKey {
  /** The key. */
  readonly publicJwk: PublicJwk
  /** Whether somebody whom the reader trusts vouches for the verifier: a root, an attester, or the reader himself. */
  readonly vouched: boolean
  /** The only host to which the answer may go, unless the reader knows the verifier; any where it is absent. */
  readonly responseHost?: string
  /** The only addresses to which the answer may go, letter for letter; any where it is absent. */
  readonly responseUris?: readonly string[]
}
