import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  `CREATE TABLE vault (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    kdf TEXT NOT NULL,
    salt BLOB NOT NULL,
    cost INTEGER NOT NULL,
    block_size INTEGER NOT NULL,
    parallelization INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE offers (
    issuance_id TEXT PRIMARY KEY,
    code_hash TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'redeemed', 'dead')),
    tx_code_mac BLOB,
    tx_code_tries INTEGER NOT NULL DEFAULT 0,
    configuration_ids TEXT NOT NULL,
    copies INTEGER NOT NULL CHECK (copies >= 1),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    credential_offer BLOB,
    identity BLOB,
    identity_jti TEXT NOT NULL UNIQUE,
    nik_mac BLOB NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX offers_with_identity ON offers (state, expires_at) WHERE identity IS NOT NULL`,
  `CREATE INDEX offers_by_nik ON offers (nik_mac)`,
  `CREATE TABLE tokens (
    token_hash TEXT PRIMARY KEY,
    issuance_id TEXT NOT NULL REFERENCES offers (issuance_id),
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX tokens_by_issuance ON tokens (issuance_id)`,
  `CREATE INDEX tokens_by_expiry ON tokens (expires_at)`,
  `CREATE TABLE nonces (
    nonce_hash TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX nonces_by_expiry ON nonces (expires_at)`,
  `CREATE TABLE status_lists (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    status_list_id TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL CHECK (size >= 2),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used <= size)
  ) STRICT`,
  `CREATE TABLE status_places (
    status_list_id TEXT NOT NULL REFERENCES status_lists (status_list_id),
    status_index INTEGER NOT NULL CHECK (status_index >= 0),
    status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2)),
    PRIMARY KEY (status_list_id, status_index)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX status_places_not_valid ON status_places (status_list_id, status_index, status) WHERE status <> 0`,
  `CREATE TABLE credentials (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    credential_id TEXT NOT NULL UNIQUE,
    issuance_id TEXT NOT NULL REFERENCES offers (issuance_id),
    configuration_id TEXT NOT NULL,
    key_thumbprint TEXT NOT NULL,
    status_list_id TEXT NOT NULL,
    status_index INTEGER NOT NULL,
    payload_digest TEXT NOT NULL,
    key_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('intended', 'issued', 'abandoned')),
    reason TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (status_list_id, status_index),
    FOREIGN KEY (status_list_id, status_index) REFERENCES status_places (status_list_id, status_index)
  ) STRICT`,
  `CREATE INDEX credentials_by_issuance ON credentials (issuance_id)`,
  `CREATE INDEX credentials_intended ON credentials (created_at) WHERE state = 'intended'`,
  `CREATE TABLE transactions (
    transaction_id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL UNIQUE,
    nonce TEXT NOT NULL,
    ask TEXT NOT NULL,
    dcql_query TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('accepted', 'refused')),
    checks TEXT,
    claims BLOB,
    decided_at INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX transactions_by_expiry ON transactions (expires_at)`,
  `CREATE TABLE registry (
    nik_mac BLOB PRIMARY KEY,
    record BLOB NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE keys (
    purpose TEXT PRIMARY KEY,
    private_jwk BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Everything the first release keeps. */
export const firstTables: Migration = { version: 1, apply }
