import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  await sql.raw('ALTER TABLE status_lists ADD COLUMN published_at INTEGER').execute(transaction)
}

/** Remembers when each status list was last signed. */
export const statusListsPublished: Migration = { version: 2, apply }
