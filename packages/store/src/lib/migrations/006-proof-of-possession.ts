import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

const statements: readonly string[] = [
  'ALTER TABLE tokens ADD COLUMN dpop_thumbprint TEXT',
  `CREATE TABLE used_proofs (
    jti_hash TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX used_proofs_by_expiry ON used_proofs (expires_at)`,
  `CREATE TABLE server_nonces (
    nonce_hash TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Binds tokens to keys, and remembers proofs that were used and the nonces that they must hold. */
export const proofOfPossession: Migration = { version: 6, apply }
