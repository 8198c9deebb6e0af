import type { SelectQueryBuilder, Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** A query for the issuances that an authorization code can still open. */
export function issuancesOfLiveCodes(
  transaction: Transaction<DatabaseSchema>,
  now: Date,
): SelectQueryBuilder<DatabaseSchema, 'authorizations', { issuance_id: string }> {
  return transaction
    .selectFrom('authorizations')
    .select('authorizations.issuance_id')
    .where('authorizations.issuance_id', 'is not', null)
    .where('authorizations.used', '=', 0)
    .where('authorizations.expires_at', '>', now.getTime())
    .$narrowType<{ issuance_id: string }>()
}
