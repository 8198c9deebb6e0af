import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `CREATE TABLE consents (
    consent_id TEXT PRIMARY KEY,
    subject TEXT,
    receipt BLOB NOT NULL,
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    kept_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX consents_by_subject ON consents (subject) WHERE subject IS NOT NULL',
  'CREATE INDEX consents_by_end ON consents (kept_until)',
  `CREATE TABLE proofings (
    identity_jti TEXT PRIMARY KEY,
    consent_id TEXT NOT NULL REFERENCES consents (consent_id),
    subject TEXT NOT NULL,
    decided_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX proofings_by_subject ON proofings (subject)',
  'CREATE INDEX proofings_by_consent ON proofings (consent_id)',
  `CREATE TABLE subject_requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('export', 'correct', 'erase', 'restrict', 'withdraw')),
    opened_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    done_at INTEGER,
    outcome TEXT,
    kept_until INTEGER
  ) STRICT`,
  // Of each kind a person has one open request, whoever opens it how often.
  'CREATE UNIQUE INDEX subject_requests_open ON subject_requests (subject, kind) WHERE done_at IS NULL',
  'CREATE INDEX subject_requests_by_due ON subject_requests (due_at) WHERE done_at IS NULL',
  'CREATE INDEX subject_requests_by_subject ON subject_requests (subject)',
  `CREATE TABLE restrictions (
    subject TEXT PRIMARY KEY,
    since INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE evidence_images (
    consent_id TEXT NOT NULL REFERENCES consents (consent_id),
    kind TEXT NOT NULL,
    content BLOB NOT NULL,
    kept_until INTEGER NOT NULL,
    PRIMARY KEY (consent_id, kind)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX evidence_images_by_end ON evidence_images (kept_until)',
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Keeps consents, what persons ask for by their rights, and the images that an officer still has to see. */
export const subjects: Migration = { version: 13, apply }
