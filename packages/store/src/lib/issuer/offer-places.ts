import type { SealedPlace } from '../encryption/secrets.ts'

/** Where an offer's identity is sealed. */
export function identityPlace(issuanceId: string): SealedPlace {
  return { table: 'offers', column: 'identity', id: issuanceId }
}

/** Where an offer's Credential Offer, which holds the code, is sealed. */
export function credentialOfferPlace(issuanceId: string): SealedPlace {
  return { table: 'offers', column: 'credential_offer', id: issuanceId }
}
