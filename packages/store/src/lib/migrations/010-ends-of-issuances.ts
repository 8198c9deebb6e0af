import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  'ALTER TABLE offers ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0',
  `UPDATE offers SET ends_at = MAX(
    expires_at,
    COALESCE((SELECT MAX(expires_at) FROM credentials WHERE issuance_id = offers.issuance_id), 0),
    COALESCE((SELECT MAX(expires_at) FROM refresh_tokens WHERE family_id = offers.issuance_id), 0)
  )`,
  `UPDATE offers SET ends_at = MAX(
    ends_at,
    COALESCE((SELECT MAX(renewal.ends_at) FROM offers AS renewal WHERE renewal.renews = offers.issuance_id), 0)
  ) WHERE renews IS NULL`,
  'CREATE INDEX offers_by_end ON offers (ends_at) WHERE renews IS NULL',
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Knows when the last credential of an issuance and its renewals ends, so that its rows can go some day. */
export const endsOfIssuances: Migration = { version: 10, apply }
