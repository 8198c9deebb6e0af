import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** One numbered step of the schema. It runs once, whole, in a transaction of its own. */
export interface Migration {
  /** 1 for the first; no number is left out. */
  readonly version: number
  readonly apply: (transaction: Transaction<DatabaseSchema>) => Promise<void>
}
