import { sql, type Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'

/** Nothing ever read the NIK's MAC; the other two have done their work once a code is used up or a credential issued. */
const statements: readonly string[] = [
  'DROP INDEX offers_by_nik',
  'ALTER TABLE offers DROP COLUMN nik_mac',
  `UPDATE offers SET tx_code_mac = NULL WHERE state <> 'open'`,
  `UPDATE credentials SET payload_digest = '' WHERE state = 'issued'`,
]

async function apply(transaction: Transaction<DatabaseSchema>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(transaction)
}

/** Forgets what was derived from a person and kept after delivery. */
export const noDerivedIdentifiers: Migration = { version: 3, apply }
