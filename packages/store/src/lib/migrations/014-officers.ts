import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `CREATE TABLE officers (
    officer_id TEXT PRIMARY KEY,
    name BLOB NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('registrar', 'supervisor', 'administrator')),
    status TEXT NOT NULL CHECK (status IN ('enabled', 'disabled')),
    public_jwk TEXT NOT NULL,
    key_thumbprint TEXT NOT NULL UNIQUE,
    private_jwk BLOB,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE officer_decisions (
    jti TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    officer_id TEXT NOT NULL REFERENCES officers (officer_id),
    decision TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    UNIQUE (case_id, officer_id)
  ) STRICT, WITHOUT ROWID`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps the accounts of officers, and what they signed: a decision serves once. */
export const officers: Migration = { version: 14, apply }
