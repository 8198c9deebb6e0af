import type { StoreDatabase } from '../store-database.ts'

/** Deletes requests that expired before `before`, claims included, and old receipts; returns how many requests. */
export async function purgeTransactions(
  { queries, forgetErased }: StoreDatabase,
  before: Date,
): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('transactions')
    .where('expires_at', '<', before.getTime())
    .executeTakeFirstOrThrow()
  // Nobody sends an event after a day; where the webhook was taken away, nobody ended it.
  await queries
    .deleteFrom('events')
    .where('created_at', '<', before.getTime() - 172_800_000)
    .execute()
  await queries.deleteFrom('receipts').where('kept_until', '<', before.getTime()).execute()
  forgetErased()
  return Number(numDeletedRows)
}
