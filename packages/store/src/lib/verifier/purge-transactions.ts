import type { StoreDatabase } from '../store-database.ts'

/** How long an event may wait to be told, in milliseconds: nobody sends one after a day. */
export const eventLifeMilliseconds = 172_800_000

/** Deletes requests that expired before `before`, claims included, and old receipts; returns how many requests. */
export async function purgeTransactions(
  { queries, forgetErased }: StoreDatabase,
  before: Date,
): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('transactions')
    .where('expires_at', '<', before.getTime())
    .executeTakeFirstOrThrow()
  // Where the webhook was taken away, nobody ended it.
  await queries
    .deleteFrom('events')
    .where('created_at', '<', before.getTime() - eventLifeMilliseconds)
    .execute()
  await queries.deleteFrom('receipts').where('kept_until', '<', before.getTime()).execute()
  forgetErased()
  return Number(numDeletedRows)
}
