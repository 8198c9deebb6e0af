import type { DeferredStore } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'

/** Decides what waits, in one conditional UPDATE; a denial erases whom it was for. */
export async function decideDeferred(
  { queries, forgetErased }: StoreDatabase,
  { deferredId, decision, reason, now }: Parameters<DeferredStore['decideDeferred']>[0],
): Promise<'decided' | 'unknown' | 'refused'> {
  const outcome = await queries.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('deferred')
      .set({ state: decision, reason: reason ?? null, changed_at: now.getTime() })
      .$if(decision === 'denied', (query) => query.set({ content: null }))
      .where('deferred_id', '=', deferredId)
      .where('state', '=', 'pending')
      .where('expires_at', '>', now.getTime())
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 1n) return 'decided'
    const row = await transaction
      .selectFrom('deferred')
      .select('state')
      .where('deferred_id', '=', deferredId)
      .where('expires_at', '>', now.getTime())
      .executeTakeFirst()
    if (row === undefined) return 'unknown'
    return row.state === decision ? 'decided' : 'refused'
  })
  if (decision === 'denied') forgetErased()
  return outcome
}
