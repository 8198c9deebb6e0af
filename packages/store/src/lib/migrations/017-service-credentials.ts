import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statement = `CREATE TABLE service_credentials (
  service TEXT PRIMARY KEY,
  credentials BLOB NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID`

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  await sql.raw(statement).execute(transaction)
}

/** Keeps by what the services that an installation asks know it. */
export const serviceCredentials: Migration = { version: 17, apply }
