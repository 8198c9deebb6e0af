import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { familyOf, issuancesOfFamily } from './family-of.ts'
import { statusValues } from './status-value.ts'

/** Whether a credential of the row of renewals was issued and then revoked or suspended: nothing more is given then. */
export async function isTakenAway(
  transaction: Transaction<DatabaseSchema>,
  issuanceId: string,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('credentials')
    .innerJoin('status_places', (join) =>
      join
        .onRef('status_places.status_list_id', '=', 'credentials.status_list_id')
        .onRef('status_places.status_index', '=', 'credentials.status_index'),
    )
    .select('credentials.credential_id')
    .where(
      'credentials.issuance_id',
      'in',
      issuancesOfFamily(transaction, await familyOf(transaction, issuanceId)),
    )
    .where('credentials.state', '=', 'issued')
    .where('status_places.status', '<>', statusValues.valid)
    .executeTakeFirst()
  return row !== undefined
}
