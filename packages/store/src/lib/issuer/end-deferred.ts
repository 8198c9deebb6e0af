import { sql } from 'kysely'
import type { StoreDatabase } from '../store-database.ts'

/** What was delivered cannot be taken again, and whom it was for is erased. */
export async function finishDeferred(
  { queries, forgetErased }: StoreDatabase,
  deferredId: string,
  now: Date,
): Promise<void> {
  await queries
    .updateTable('deferred')
    .set({ state: 'delivered', content: null, changed_at: now.getTime() })
    .where('deferred_id', '=', deferredId)
    .where('state', '=', 'delivering')
    .execute()
  forgetErased()
}

/** What could not be delivered can be taken again. */
export async function releaseDeferred(
  { queries }: StoreDatabase,
  deferredId: string,
  now: Date,
): Promise<void> {
  await queries
    .updateTable('deferred')
    .set({ state: 'approved', changed_at: now.getTime() })
    .where('deferred_id', '=', deferredId)
    .where('state', '=', 'delivering')
    .execute()
}

/** After a crash: what began to be delivered before can be taken again. */
export async function recoverDeferred({ queries }: StoreDatabase, before: Date, now: Date): Promise<void> {
  await queries
    .updateTable('deferred')
    .set({ state: 'approved', changed_at: now.getTime() })
    // A literal: SQLite uses the partial index only when it can read the condition.
    .where('state', '=', sql.lit('delivering' as const))
    .where('changed_at', '<', before.getTime())
    .execute()
}
