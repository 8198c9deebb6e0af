import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** How long a receipt proves the consent of a registration that came to no decision, in milliseconds from its end: 90 days. */
export const undecidedMilliseconds: number = 90 * 86_400_000

/**
 * Deletes registrations that are past their time. The receipt of one that came to no decision has an end of its own: nothing
 * was issued under it, and it only proves that reading and asking were agreed to.
 */
export async function deletePastRegistrations(
  transaction: Transaction<DatabaseSchema>,
  now: number,
): Promise<bigint> {
  await shortenReceipts(transaction, now)
  const { numDeletedRows } = await transaction
    .deleteFrom('registrations')
    .where('expires_at', '<=', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

async function shortenReceipts(transaction: Transaction<DatabaseSchema>, now: number): Promise<void> {
  const undecided = await transaction
    .selectFrom('registrations')
    .select(['consent_id', 'expires_at'])
    .where('expires_at', '<=', now)
    .where('state', 'not in', ['accepted', 'refused'])
    .execute()
  for (const { consent_id, expires_at } of undecided) {
    const keptUntil = expires_at + undecidedMilliseconds
    await transaction
      .updateTable('consents')
      .set({ kept_until: keptUntil })
      .where('consent_id', '=', consent_id)
      .where('withdrawn_at', 'is', null)
      .where('kept_until', '>', keptUntil)
      .execute()
  }
}

/** Deletes registrations that are past their time, and erases contents that are past theirs; returns the rows touched. */
export async function purgeRegistrations(
  transaction: Transaction<DatabaseSchema>,
  now: number,
): Promise<bigint> {
  const numDeletedRows = await deletePastRegistrations(transaction, now)
  const { numUpdatedRows } = await transaction
    .updateTable('registrations')
    .set({ content: null })
    .where('content_until', '<=', now)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow()
  return numDeletedRows + numUpdatedRows
}
