import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  await sql.raw('ALTER TABLE tokens ADD COLUMN client_id TEXT').execute(transaction)
}

/** Remembers with each token which client asked for it. */
export const tokenClients: Migration = { version: 4, apply }
