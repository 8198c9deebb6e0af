import type { TokenRecord } from './authorization-store.ts'
import type { CredentialRecord, Grant, OfferRecord } from './issuer-store.ts'

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

/** What every token of an offer opens; the identity as long as something is left to deliver. */
export function grantedOf({
  issuanceId,
  configurationIds,
  copies,
  identity,
  delivered,
  approval,
}: StoredOffer): Grant {
  return {
    issuanceId,
    configurationIds,
    copies,
    ...(!delivered && { identity }),
    ...(approval === 'deferred' && { approval }),
  }
}
