import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { credentialsWithStatus } from './credentials-with-status.ts'
import { familyOf, issuancesOfFamily } from './family-of.ts'
import { statusValues } from './status-value.ts'

/** Whether a credential of the row of renewals was issued and then revoked or suspended: nothing more is given then. */
export async function isTakenAway(
  transaction: Transaction<DatabaseSchema>,
  issuanceId: string,
): Promise<boolean> {
  const row = await credentialsWithStatus(transaction)
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
