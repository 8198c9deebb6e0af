import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { eraseWaiting } from './erase-waiting.ts'
import { issuancesOfSubject } from './issuances-of-subject.ts'

/** Marks every consent of a person as withdrawn; the receipts stay, as proof of what was done until then. */
export async function markWithdrawn(
  transaction: Transaction<DatabaseSchema>,
  subject: string,
  at: Date,
  keptUntil: Date,
): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('consents')
    .set(({ fn, ref, val }) => ({
      withdrawn_at: at.getTime(),
      kept_until: fn<number>('max', [ref('kept_until'), val(keptUntil.getTime())]),
    }))
    .where('subject', '=', subject)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/** Withdraws every consent, and erases what waits on their ground; what was issued stays as it is. */
export async function withdrawConsents(
  { queries, forgetErasedNow }: StoreDatabase,
  subject: string,
  at: Date,
  keptUntil: Date,
): Promise<number> {
  const withdrawn = await queries.transaction().execute(async (transaction) => {
    await eraseWaiting(transaction, subject, await issuancesOfSubject(transaction, subject), at)
    return markWithdrawn(transaction, subject, at, keptUntil)
  })
  await forgetErasedNow()
  return withdrawn
}
