import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  'ALTER TABLE offers ADD COLUMN registration_mac BLOB',
  'ALTER TABLE offers ADD COLUMN one_time_code_mac BLOB',
  'ALTER TABLE offers ADD COLUMN issuer_state_hash TEXT',
  'ALTER TABLE offers ADD COLUMN renews TEXT',
  `CREATE UNIQUE INDEX offers_by_registration ON offers (registration_mac) WHERE registration_mac IS NOT NULL`,
  `CREATE UNIQUE INDEX offers_by_issuer_state ON offers (issuer_state_hash) WHERE issuer_state_hash IS NOT NULL`,
  `CREATE INDEX offers_by_renewal ON offers (renews) WHERE renews IS NOT NULL`,
  'ALTER TABLE tokens ADD COLUMN configuration_ids TEXT',
  'ALTER TABLE tokens ADD COLUMN credential_identifiers TEXT',
  `CREATE TABLE authorizations (
    authorization_id TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('pushed', 'signing_in', 'granted')),
    client_id TEXT NOT NULL,
    request BLOB NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    issuance_id TEXT REFERENCES offers (issuance_id),
    configuration_ids TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX authorizations_by_expiry ON authorizations (expires_at)`,
  `CREATE INDEX authorizations_by_issuance ON authorizations (issuance_id) WHERE issuance_id IS NOT NULL`,
  `CREATE TABLE refresh_tokens (
    token_hash TEXT PRIMARY KEY,
    family_id TEXT NOT NULL,
    issuance_id TEXT NOT NULL REFERENCES offers (issuance_id),
    client_id TEXT,
    dpop_thumbprint TEXT,
    configuration_ids TEXT NOT NULL,
    identifiers_given INTEGER NOT NULL CHECK (identifiers_given IN (0, 1)),
    copies INTEGER NOT NULL CHECK (copies >= 1),
    identity TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family_id)`,
  `CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at)`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** What pushed requests, signing in, authorization codes and refresh tokens need. */
export const authorization: Migration = { version: 5, apply }
