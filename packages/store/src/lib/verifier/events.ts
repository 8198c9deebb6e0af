import type { DueEvents, EventRecord, NewEventRecord } from '@lontar/verifier'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'

/** Keeps an event in the transaction that decides. It holds no personal data and is not sealed. */
export async function insertEvent(
  transaction: Transaction<DatabaseSchema>,
  { eventId, event, createdAt }: NewEventRecord,
): Promise<void> {
  const at = createdAt.getTime()
  await transaction
    .insertInto('events')
    .values({ event_id: eventId, event, created_at: at, next_at: at, attempts: 0 })
    .execute()
}

/** One UPDATE: of any number of processes, one gets each event until the lease is over. */
export async function takeEvents(
  { queries }: StoreDatabase,
  { now, leaseUntil, limit }: DueEvents,
): Promise<readonly EventRecord[]> {
  const rows = await queries
    .updateTable('events')
    .set((set) => ({ next_at: leaseUntil.getTime(), attempts: set('attempts', '+', 1) }))
    .where('event_id', 'in', (due) =>
      due
        .selectFrom('events')
        .select('event_id')
        .where('next_at', '<=', now.getTime())
        .orderBy('next_at')
        .limit(limit),
    )
    .returningAll()
    .execute()
  return rows.map((row) => ({
    eventId: row.event_id,
    event: row.event,
    createdAt: new Date(row.created_at),
    attempts: row.attempts,
  }))
}

/** Has an event wait until an instant. */
export async function postponeEvent(
  { queries }: StoreDatabase,
  eventId: string,
  nextAt: Date,
): Promise<void> {
  await queries
    .updateTable('events')
    .set({ next_at: nextAt.getTime() })
    .where('event_id', '=', eventId)
    .execute()
}

/** Forgets an event. */
export async function endEvent({ queries }: StoreDatabase, eventId: string): Promise<void> {
  await queries.deleteFrom('events').where('event_id', '=', eventId).execute()
}
