import type { Kysely } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'

/** Whether a person had the processing restricted. */
export async function isSubjectRestricted(
  queries: Kysely<DatabaseSchema>,
  subject: string,
): Promise<boolean> {
  const row = await queries
    .selectFrom('restrictions')
    .select('since')
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row !== undefined
}

/** Stops everything for a person. */
export async function restrictSubject(
  { queries }: StoreDatabase,
  subject: string,
  since: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('restrictions')
    .values({ subject, since: since.getTime() })
    .onConflict((conflict) => conflict.column('subject').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Lets it go on. */
export async function liftRestriction({ queries }: StoreDatabase, subject: string): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('restrictions')
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}
