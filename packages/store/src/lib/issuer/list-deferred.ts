import type { DeferredIssuance } from '@lontar/issuer'
import { sql } from 'kysely'
import type { StoreDatabase } from '../store-database.ts'

/** What waits for an officer or for its wallet, and what was denied, oldest first. */
export async function listDeferred(
  { queries }: StoreDatabase,
  now: Date,
): Promise<readonly DeferredIssuance[]> {
  const rows = await queries
    .selectFrom('deferred')
    .selectAll()
    // A literal: SQLite uses the partial index only when it can read the condition.
    .where('state', '<>', sql.lit('delivered' as const))
    .where('expires_at', '>', now.getTime())
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    deferredId: row.deferred_id,
    issuanceId: row.issuance_id,
    configurationId: row.configuration_id,
    count: row.count,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    state: row.state === 'pending' || row.state === 'denied' ? row.state : 'approved',
    reason: row.reason ?? undefined,
  }))
}
