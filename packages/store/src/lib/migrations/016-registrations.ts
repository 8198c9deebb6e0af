import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `CREATE TABLE registrations (
    registration_id TEXT PRIMARY KEY,
    token_digest TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('started', 'read', 'unanswered', 'review', 'accepted', 'refused')),
    revision INTEGER NOT NULL,
    busy_until INTEGER,
    label TEXT UNIQUE,
    consent_id TEXT NOT NULL UNIQUE REFERENCES consents (consent_id) ON DELETE CASCADE,
    content BLOB,
    content_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX registrations_by_end ON registrations (expires_at)',
  'CREATE INDEX registrations_by_content_end ON registrations (content_until) WHERE content IS NOT NULL',
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps registrations between their steps. */
export const registrations: Migration = { version: 16, apply }
