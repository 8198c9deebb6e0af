import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { statusValues } from './status-value.ts'

type Place = readonly [credentialId: string, statusListId: string, statusIndex: number]

/** Marks first what is still intended, then revokes exactly those places. */
async function abandon(
  transaction: Transaction<DatabaseSchema>,
  places: readonly Place[],
  now: Date,
): Promise<void> {
  for (const [credentialId, statusListId, statusIndex] of places) {
    await transaction
      .updateTable('credentials')
      .set({ state: 'abandoned', reason: 'not_delivered', changed_at: now.getTime() })
      .where('credential_id', '=', credentialId)
      .execute()
    await transaction
      .updateTable('status_places')
      .set({ status: statusValues.revoked })
      .where('status_list_id', '=', statusListId)
      .where('status_index', '=', statusIndex)
      .execute()
  }
}

function intended(transaction: Transaction<DatabaseSchema>) {
  return (
    transaction
      .selectFrom('credentials')
      .select(['credential_id', 'status_list_id', 'status_index'])
      // A literal: SQLite uses the partial index only when it can read the condition.
      .where('state', '=', sql.lit('intended' as const))
  )
}

/** Gives up intents and revokes their places: a signature may exist outside. */
export async function abandonIntents(
  { queries }: StoreDatabase,
  credentialIds: readonly string[],
  now: Date,
): Promise<void> {
  if (credentialIds.length === 0) return
  await queries.transaction().execute(async (transaction) => {
    const rows = await intended(transaction).where('credential_id', 'in', credentialIds).execute()
    await abandon(
      transaction,
      rows.map((row) => [row.credential_id, row.status_list_id, row.status_index]),
      now,
    )
  })
}

/** Gives up every intent older than `before`; returns how many there were. */
export async function recoverIntents({ queries }: StoreDatabase, before: Date, now: Date): Promise<number> {
  return await queries.transaction().execute(async (transaction) => {
    const rows = await intended(transaction).where('created_at', '<', before.getTime()).execute()
    await abandon(
      transaction,
      rows.map((row) => [row.credential_id, row.status_list_id, row.status_index]),
      now,
    )
    return rows.length
  })
}
