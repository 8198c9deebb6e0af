import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { familyOf } from './family-of.ts'

/** Keeps the rows of an issuance and its renewals at least until what was now given under it is over. */
export async function postponeEnd(
  transaction: Transaction<DatabaseSchema>,
  issuanceId: string,
  end: Date,
): Promise<void> {
  await transaction
    .updateTable('offers')
    .set({ ends_at: end.getTime() })
    .where('issuance_id', '=', await familyOf(transaction, issuanceId))
    .where('ends_at', '<', end.getTime())
    .execute()
}
