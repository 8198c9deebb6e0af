import type { TokenRecord } from './authorization-store.ts'
import type { CredentialRecord, OfferRecord } from './issuer-store.ts'

/** An offer in the memory store. */
export interface StoredOffer extends OfferRecord {
  tries: number
  redeemed: boolean
  delivered: boolean
  /** How many wrong tries end it, as they were last counted. */
  deadAfter?: number
  /** The first issuance of the row of renewals that this one belongs to. */
  readonly renews?: string
}

/** A token in the memory store. */
export interface StoredToken extends Omit<TokenRecord, 'tokenHash'> {
  readonly issuanceId: string
}

/** A credential in the memory store. */
export type StoredCredential = { -readonly [Name in keyof CredentialRecord]: CredentialRecord[Name] }
