import type { StoreDatabase } from '../store-database.ts'
import { credentialOfferPlace } from './offer-places.ts'

/** The Credential Offer while its code can still be redeemed. */
export async function readOffer(
  { queries, secrets }: StoreDatabase,
  issuanceId: string,
  now: Date,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom('offers')
    .select('credential_offer')
    .where('issuance_id', '=', issuanceId)
    .where('state', '=', 'open')
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  if (row === undefined || row.credential_offer === null) return undefined
  return secrets.unseal(credentialOfferPlace(issuanceId), row.credential_offer)
}
