import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  'ALTER TABLE refresh_tokens ADD COLUMN renewable_until INTEGER NOT NULL DEFAULT 0',
  'UPDATE refresh_tokens SET renewable_until = expires_at',
  'CREATE INDEX refresh_tokens_by_issuance ON refresh_tokens (issuance_id)',
  'ALTER TABLE authorizations ADD COLUMN used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1))',
  `ALTER TABLE deferred ADD COLUMN key_thumbprints TEXT NOT NULL DEFAULT '[]'`,
  `CREATE INDEX deferred_undelivered ON deferred (number) WHERE state <> 'delivered'`,
  `CREATE INDEX deferred_delivering ON deferred (changed_at) WHERE state = 'delivering'`,
  'CREATE INDEX server_nonces_by_expiry ON server_nonces (expires_at)',
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps what was promised collectable, renewals bounded, and codes and keys to one use. */
export const promisesAndRenewals: Migration = { version: 8, apply }
