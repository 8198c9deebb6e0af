import type { StatusListSummary } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { statusValues } from './status-value.ts'

/** Every status list with its counts, oldest first. */
export async function readStatusLists({ queries }: StoreDatabase): Promise<readonly StatusListSummary[]> {
  const rows = await queries
    .selectFrom('status_lists')
    .select(({ selectFrom }) => {
      const countOf = (status: number) =>
        selectFrom('status_places')
          .whereRef('status_places.status_list_id', '=', 'status_lists.status_list_id')
          .where('status', '=', status)
          .select(({ fn }) => fn.countAll<number>().as('count'))
      return [
        'status_list_id',
        'size',
        'used',
        'published_at',
        countOf(statusValues.revoked).as('revoked'),
        countOf(statusValues.suspended).as('suspended'),
      ]
    })
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    statusListId: row.status_list_id,
    size: row.size,
    used: row.used,
    revoked: Number(row.revoked),
    suspended: Number(row.suspended),
    publishedAt: row.published_at === null ? undefined : new Date(row.published_at),
  }))
}

/** Remembers when a list was last signed; two processes may tell in either order. */
export async function recordStatusListPublished(
  { queries }: StoreDatabase,
  statusListId: string,
  publishedAt: Date,
): Promise<void> {
  const instant = publishedAt.getTime()
  await queries
    .updateTable('status_lists')
    .set({ published_at: instant })
    .where('status_list_id', '=', statusListId)
    .where((where) => where.or([where('published_at', 'is', null), where('published_at', '<', instant)]))
    .execute()
}
