import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  await sql.raw('ALTER TABLE transactions ADD COLUMN details BLOB').execute(transaction)
}

/** Keeps, sealed, how a request is to be answered. */
export const requestDetails: Migration = { version: 9, apply }
