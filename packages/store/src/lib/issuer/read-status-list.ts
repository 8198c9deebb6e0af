import type { IssuerStore } from '@lontar/issuer'
import { sql } from 'kysely'
import type { StoreDatabase } from '../store-database.ts'
import { statusOf, statusValues } from './status-value.ts'

/**
 * The length of a list and its places that are not valid; an index holds only those. One SELECT: a transaction would
 * take the lock of a writer, and whoever writes would keep every verifier waiting.
 */
export async function readStatusList(
  { queries }: StoreDatabase,
  statusListId: string,
): ReturnType<IssuerStore['readStatusList']> {
  const rows = await queries
    .selectFrom('status_lists')
    .leftJoin('status_places', (join) =>
      join
        .onRef('status_places.status_list_id', '=', 'status_lists.status_list_id')
        // A literal: SQLite uses the partial index only when it can read the condition.
        .on('status_places.status', '<>', sql.lit(statusValues.valid)),
    )
    .select(['status_lists.size', 'status_places.status_index', 'status_places.status'])
    .where('status_lists.status_list_id', '=', statusListId)
    .execute()
  const [list] = rows
  if (list === undefined) return undefined
  const entries = rows.flatMap(({ status_index: index, status }) =>
    index === null || status === null ? [] : [{ index, status: statusOf(status) }],
  )
  return { size: list.size, entries }
}
