import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** Deletes registrations that are past their time, and erases contents that are past theirs; returns the rows touched. */
export async function purgeRegistrations(
  transaction: Transaction<DatabaseSchema>,
  now: number,
): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('registrations')
    .where('expires_at', '<=', now)
    .executeTakeFirstOrThrow()
  const { numUpdatedRows } = await transaction
    .updateTable('registrations')
    .set({ content: null })
    .where('content_until', '<=', now)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow()
  return numDeletedRows + numUpdatedRows
}
