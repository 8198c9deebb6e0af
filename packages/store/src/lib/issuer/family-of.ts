import type { SelectQueryBuilder, Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** The first issuance of the row of renewals that an issuance belongs to; itself when it was never renewed. */
export async function familyOf(
  transaction: Transaction<DatabaseSchema>,
  issuanceId: string,
): Promise<string> {
  const offer = await transaction
    .selectFrom('offers')
    .select('renews')
    .where('issuance_id', '=', issuanceId)
    .executeTakeFirst()
  return offer?.renews ?? issuanceId
}

/** A query for the issuances of a row of renewals. */
export function issuancesOfFamily(
  transaction: Transaction<DatabaseSchema>,
  familyId: string,
): SelectQueryBuilder<DatabaseSchema, 'offers', { issuance_id: string }> {
  return transaction
    .selectFrom('offers')
    .select('issuance_id')
    .where(({ or, eb }) => or([eb('issuance_id', '=', familyId), eb('renews', '=', familyId)]))
}
