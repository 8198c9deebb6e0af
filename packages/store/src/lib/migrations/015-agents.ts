import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `CREATE TABLE agent_keys (
    kid TEXT PRIMARY KEY,
    public_jwk TEXT NOT NULL,
    private_jwk BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE agent_identifiers (
    did TEXT PRIMARY KEY,
    identifier BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps the keys of an agent, as many as it makes, and its DIDs. */
export const agents: Migration = { version: 15, apply }
