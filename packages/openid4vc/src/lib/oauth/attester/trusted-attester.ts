import type { PublicJwk } from '@lontar/credentials'

/** A wallet provider, or maker of key storage, whose attestations are believed: by pinned keys, by roots, or both. */
export interface TrustedAttester {
  /** Its `iss`, compared where an attestation has one; whatever it says when absent. */
  readonly issuer?: string
  /** The keys that sign its attestations. */
  readonly jwks?: { readonly keys: readonly PublicJwk[] }
  /** PEM certificates to which the `x5c` of its attestations must lead. */
  readonly roots?: readonly string[]
  /** The `client_id`s that it may vouch for in client attestations; any by default, also those of other attesters. */
  readonly clientIds?: readonly string[]
}
