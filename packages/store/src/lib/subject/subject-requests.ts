import { randomBytes } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'
import type { Selectable } from 'kysely'
import type { SubjectRequestsTable } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import type { SubjectStore } from './subject-store.ts'

/** What a person may ask for. */
export type SubjectRequestKind = SubjectRequestsTable['kind']

/** One request, with its clock. */
export interface SubjectRequest {
  /** Random. */
  readonly requestId: string
  /** The keyed MAC of whose request it is. */
  readonly subject: string
  /** What is asked for. */
  readonly kind: SubjectRequestKind
  /** When the person asked. */
  readonly openedAt: Date
  /** By when it has to be served. */
  readonly dueAt: Date
  /** When it was; absent while it is open. */
  readonly doneAt?: Date
  /** How it ended. */
  readonly outcome?: string
}

type OpenInput = Parameters<SubjectStore['open']>[0]
type CloseInput = Parameters<SubjectStore['close']>[0]

function toRequest(row: Selectable<SubjectRequestsTable>): SubjectRequest {
  return {
    requestId: row.request_id,
    subject: row.subject,
    kind: row.kind,
    openedAt: new Date(row.opened_at),
    dueAt: new Date(row.due_at),
    ...(row.done_at !== null && { doneAt: new Date(row.done_at) }),
    ...(row.outcome !== null && { outcome: row.outcome }),
  }
}

/** Opens a request, or finds the open one: the clock of what was asked for first goes on. */
export async function openRequest(
  { queries }: StoreDatabase,
  { subject, kind, openedAt, dueAt }: OpenInput,
): Promise<SubjectRequest> {
  return await queries.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('subject_requests')
      .values({
        request_id: randomBytes(9).toString('base64url'),
        subject,
        kind,
        opened_at: openedAt.getTime(),
        due_at: dueAt.getTime(),
      })
      .onConflict((conflict) =>
        conflict.columns(['subject', 'kind']).where('done_at', 'is', null).doNothing(),
      )
      .execute()
    const row = await transaction
      .selectFrom('subject_requests')
      .selectAll()
      .where('subject', '=', subject)
      .where('kind', '=', kind)
      .where('done_at', 'is', null)
      .executeTakeFirstOrThrow()
    return toRequest(row)
  })
}

/** Ends a request, once. */
export async function closeRequest(
  { queries }: StoreDatabase,
  { requestId, outcome, doneAt, keptUntil }: CloseInput,
): Promise<boolean> {
  if (outcome.length > 200 || /\d{16}/.test(outcome)) {
    throw new OperationError('internal', 'An outcome is short and names no person.')
  }
  const { numUpdatedRows } = await queries
    .updateTable('subject_requests')
    .set({ outcome, done_at: doneAt.getTime(), kept_until: keptUntil.getTime() })
    .where('request_id', '=', requestId)
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** The open requests, those due first at the head; or all, the newest first. */
export async function listRequests(
  { queries }: StoreDatabase,
  which: 'open' | 'all',
  limit: number,
): Promise<readonly SubjectRequest[]> {
  const all = queries.selectFrom('subject_requests').selectAll().limit(limit)
  const chosen =
    which === 'open'
      ? all.where('done_at', 'is', null).orderBy('due_at').orderBy('number')
      : all.orderBy('number', 'desc')
  return (await chosen.execute()).map(toRequest)
}

/** Every request of one person, the newest first. */
export async function requestsOf(
  { queries }: Pick<StoreDatabase, 'queries'>,
  subject: string,
): Promise<readonly SubjectRequest[]> {
  const rows = await queries
    .selectFrom('subject_requests')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toRequest)
}
