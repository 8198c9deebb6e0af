import type { StoreDatabase } from '../store-database.ts'
import { type AgentIdentifierStore, createAgentIdentifierStore } from './agent-identifier-store.ts'
import { type AgentKeyStore, createAgentKeyStore } from './agent-key-store.ts'
import { createAgentRevision } from './agent-revision.ts'

/** What a Veramo agent keeps. */
export interface AgentStore {
  /** Its keys, the private half encrypted. */
  readonly keys: AgentKeyStore
  /** Its DIDs, encrypted. */
  readonly identifiers: AgentIdentifierStore
}

/** The keys and DIDs of an agent on the database. */
export function createAgentStore(database: StoreDatabase): AgentStore {
  const revision = createAgentRevision(database)
  return Object.freeze<AgentStore>({
    keys: createAgentKeyStore(database, revision),
    identifiers: createAgentIdentifierStore(database, revision),
  })
}
