import type { Kysely } from 'kysely'
import type { DatabaseSchema } from './database-schema.ts'
import type { Secrets } from './encryption/secrets.ts'

/** What every part of the store works on. */
export interface StoreDatabase {
  readonly queries: Kysely<DatabaseSchema>
  readonly secrets: Secrets
  readonly now: () => Date
  /** Asks for erased rows to leave the write-ahead log soon. */
  readonly forgetErased: () => void
  /** Takes them out of it now, unless another program still reads from it; then soon. */
  readonly forgetErasedNow: () => Promise<void>
}
