import type { IssuerStore } from '@lontar/issuer'
import { sql } from 'kysely'
import type { StoreDatabase } from '../store-database.ts'
import { statusOf, statusValues } from './status-value.ts'

/** The length of a list and its places that are not valid; an index holds only those. */
export async function readStatusList(
  { queries }: StoreDatabase,
  statusListId: string,
): ReturnType<IssuerStore['readStatusList']> {
  return await queries.transaction().execute(async (transaction) => {
    const list = await transaction
      .selectFrom('status_lists')
      .select('size')
      .where('status_list_id', '=', statusListId)
      .executeTakeFirst()
    if (list === undefined) return undefined
    const rows = await transaction
      .selectFrom('status_places')
      .select(['status_index', 'status'])
      .where('status_list_id', '=', statusListId)
      // A literal: SQLite uses the partial index only when it can read the condition.
      .where('status', '<>', sql.lit(statusValues.valid))
      .execute()
    const entries = rows.map((row) => ({ index: row.status_index, status: statusOf(row.status) }))
    return { size: list.size, entries }
  })
}
