import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `ALTER TABLE offers ADD COLUMN approval TEXT NOT NULL DEFAULT 'immediate' CHECK (approval IN ('immediate', 'deferred'))`,
  `CREATE TABLE deferred (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    deferred_id TEXT NOT NULL UNIQUE,
    transaction_hash TEXT NOT NULL UNIQUE,
    issuance_id TEXT NOT NULL,
    configuration_id TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 1),
    content BLOB,
    state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'denied', 'delivering', 'delivered')),
    reason TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX deferred_by_issuance ON deferred (issuance_id)`,
  `CREATE INDEX deferred_by_expiry ON deferred (expires_at)`,
  `CREATE TABLE notifications (
    notification_hash TEXT PRIMARY KEY,
    issuance_id TEXT NOT NULL,
    credential_ids TEXT NOT NULL,
    event TEXT CHECK (event IN ('credential_accepted', 'credential_failure', 'credential_deleted')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX notifications_by_expiry ON notifications (expires_at)`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps what waits for an officer, and what wallets say of deliveries. */
export const deferredIssuance: Migration = { version: 7, apply }
