import type { Grant } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { isIssuanceRestricted } from '../subject/is-issuance-restricted.ts'
import { identityPlace } from './offer-places.ts'

/** What a live token opens; the identity as long as something is left to deliver. Nothing for whom it is restricted. */
export async function readGrant(
  { queries, secrets }: Pick<StoreDatabase, 'queries' | 'secrets'>,
  tokenHash: string,
  now: Date,
): Promise<Grant | undefined> {
  const row = await queries
    .selectFrom('tokens')
    .innerJoin('offers', 'offers.issuance_id', 'tokens.issuance_id')
    .select([
      'offers.issuance_id',
      'offers.configuration_ids',
      'offers.copies',
      'offers.identity',
      'offers.approval',
      'tokens.client_id',
      'tokens.configuration_ids as narrowed',
      'tokens.credential_identifiers',
      'tokens.dpop_thumbprint',
    ])
    .where('tokens.token_hash', '=', tokenHash)
    .where('tokens.expires_at', '>', now.getTime())
    .executeTakeFirst()
  if (row === undefined || (await isIssuanceRestricted(queries, row.issuance_id))) return undefined
  return {
    issuanceId: row.issuance_id,
    configurationIds: JSON.parse(row.narrowed ?? row.configuration_ids) as string[],
    copies: row.copies,
    ...(row.identity !== null && {
      identity: secrets.unseal(identityPlace(row.issuance_id), row.identity),
    }),
    ...(row.approval === 'deferred' && { approval: row.approval }),
    ...(row.credential_identifiers !== null && {
      credentialIdentifiers: JSON.parse(row.credential_identifiers) as Record<string, string>,
    }),
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(row.dpop_thumbprint !== null && { dpopThumbprint: row.dpop_thumbprint }),
  }
}
