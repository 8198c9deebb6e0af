import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import type { AgentRevision } from './agent-revision.ts'

/** The DIDs of an agent at rest, each with what the agent knows of it as a text of the agent's own. */
export interface AgentIdentifierStore {
  /** Keeps a DID; what was known of it before is replaced. */
  save(did: string, identifier: string): Promise<void>
  /** What is known of a DID, or `undefined`. */
  load(did: string): Promise<string | undefined>
  /** What is known of every DID, by DID. */
  list(): Promise<readonly string[]>
  /**
   * Forgets a DID.
   *
   * @returns whether there was one.
   */
  delete(did: string): Promise<boolean>
  /** As `revision` of the keys: another text after any key or DID was saved or deleted. */
  revision(): Promise<string>
}

function identifierPlace(did: string): SealedPlace {
  return { table: 'agent_identifiers', column: 'identifier', id: did }
}

async function save({ queries, secrets, now }: StoreDatabase, did: string, text: string): Promise<void> {
  const identifier = secrets.seal(identifierPlace(did), text)
  await queries
    .insertInto('agent_identifiers')
    .values({ did, identifier, created_at: now().getTime() })
    .onConflict((conflict) => conflict.column('did').doUpdateSet({ identifier }))
    .execute()
}

async function load({ queries, secrets }: StoreDatabase, did: string): Promise<string | undefined> {
  const row = await queries
    .selectFrom('agent_identifiers')
    .select('identifier')
    .where('did', '=', did)
    .executeTakeFirst()
  return row && secrets.unseal(identifierPlace(did), row.identifier)
}

async function list({ queries, secrets }: StoreDatabase): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('agent_identifiers')
    .select(['did', 'identifier'])
    .orderBy('did')
    .execute()
  return rows.map(({ did, identifier }) => secrets.unseal(identifierPlace(did), identifier))
}

async function erase({ queries, forgetErased }: StoreDatabase, did: string): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('agent_identifiers')
    .where('did', '=', did)
    .executeTakeFirstOrThrow()
  forgetErased()
  return numDeletedRows === 1n
}

/** The DIDs of an agent on the database. */
export function createAgentIdentifierStore(
  database: StoreDatabase,
  revision: AgentRevision,
): AgentIdentifierStore {
  return Object.freeze<AgentIdentifierStore>({
    save: (did, identifier) => revision.change(() => save(database, did, identifier)),
    load: (did) => load(database, did),
    list: () => list(database),
    delete: (did) => revision.change(() => erase(database, did)),
    revision: revision.current,
  })
}
