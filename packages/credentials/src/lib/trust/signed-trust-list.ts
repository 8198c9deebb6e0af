import type { PublicJwk } from '../jose/jwk.ts'
import type { TrustList } from './trust-list.ts'

/** Whose signature makes a trust list count: pinned by its follower. */
export interface TrustAuthority {
  /** The exact `iss` of its lists: a DID or an https URL. */
  readonly issuer: string
  /** Its keys; each `kid` equals that of the lists it signs. */
  readonly jwks: { readonly keys: readonly PublicJwk[] }
}

/** A trust list that its authority signed and that was verified. */
export interface SignedTrustList {
  /** As received. */
  readonly text: string
  /** The address from which it is followed. */
  readonly url: string
  /** Rises with each version, from 1. */
  readonly sequence: number
  /** When the authority signed it. */
  readonly issuedAt: Date
  /** From when on it holds, if it says so. */
  readonly notBefore: Date | undefined
  /** The first instant at which it does not hold any more. */
  readonly expiresAt: Date
  /** When the authority means to publish the next one, if it says so. */
  readonly nextUpdate: Date | undefined
  /** Whom the authority trusts. */
  readonly trustList: TrustList
}
