import type { StoreDatabase } from '../store-database.ts'

/** Deletes requests that expired before `before`, claims included; returns how many. */
export async function purgeTransactions(
  { queries, forgetErased }: StoreDatabase,
  before: Date,
): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('transactions')
    .where('expires_at', '<', before.getTime())
    .executeTakeFirstOrThrow()
  forgetErased()
  return Number(numDeletedRows)
}
