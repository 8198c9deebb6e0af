import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `CREATE TABLE receipts (
    transaction_id TEXT PRIMARY KEY,
    receipt TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    kept_until INTEGER NOT NULL
  ) STRICT`,
  'CREATE INDEX receipts_by_decision ON receipts (decided_at, transaction_id)',
  'CREATE INDEX receipts_by_end ON receipts (kept_until)',
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps what a verifier asked for and how it ended, when the transaction with its claims is long gone. */
export const receipts: Migration = { version: 11, apply }
