import { CompiledQuery } from 'kysely'
import type { StoreDatabase } from '../store-database.ts'

/** Tells when the keys or DIDs of an agent may have changed, so that what was read of them may be kept until then. */
export interface AgentRevision {
  /** A text that stands for the state: as long as it is the same, no key and no DID has changed. */
  current(): Promise<string>
  /** Runs a write, after which the state is another, whether it succeeded or not. */
  change<Result>(write: () => Promise<Result>): Promise<Result>
}

/** What another connection committed, to any table: SQLite counts it, and counts nothing of our own. */
const dataVersion = CompiledQuery.raw('PRAGMA data_version')

/**
 * Creates the revision of an agent's rows. Asked in the queue of the connection, so that it is never that of an open
 * transaction.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export function createAgentRevision({ queries }: Pick<StoreDatabase, 'queries'>): AgentRevision {
  let ownChanges = 0
  return Object.freeze<AgentRevision>({
    current: async () => {
      const { rows } = await queries.executeQuery<{ readonly data_version: number }>(dataVersion)
      return `${rows[0]?.data_version}.${ownChanges}`
    },
    change: async (write) => {
      try {
        return await write()
      } finally {
        // Counted when it is done: who reads the count before has to be told afterwards.
        ownChanges += 1
      }
    },
  })
}
