import type { PublicJwk } from '@lontar/credentials/jose'

/**
 * What an officer may do. A `registrar` decides ordinary cases. A `supervisor` may also lift the doubts that
 * `proofingReasons` leaves to one. An `administrator` keeps the accounts and decides nothing.
 */
export type OfficerRole = 'registrar' | 'supervisor' | 'administrator'

/** An officer of an installation, as others know them. */
export interface OfficerAccount {
  /** How decisions name the officer: 1 to 64 of `a-z`, `0-9`, `.`, `_` and `-`. */
  readonly id: string
  /** The name that colleagues see. */
  readonly name: string
  /** What the officer may do. */
  readonly role: OfficerRole
  /** A disabled officer decides nothing, and is never enabled again. */
  readonly status: 'enabled' | 'disabled'
  /** Verifies the officer's decisions. */
  readonly publicJwk: PublicJwk
}
