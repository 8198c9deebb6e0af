import { OperationError } from '@lontar/credentials/errors'
import { type PrivateJwk, type PublicJwk, parseJwk } from '@lontar/credentials/jose'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import type { AgentRevision } from './agent-revision.ts'

/** A key of an agent, without its private part. */
export interface AgentKey {
  /** By what the agent calls it. */
  readonly kid: string
  /** The public half. */
  readonly publicJwk: PublicJwk
}

/** The keys of an agent at rest. */
export interface AgentKeyStore {
  /**
   * Keeps a key. One that is there is never replaced.
   *
   * @throws OperationError `already_initialised`.
   */
  save(kid: string, privateJwk: PrivateJwk): Promise<void>
  /** The private key, for signing with it, or `undefined`. */
  load(kid: string): Promise<PrivateJwk | undefined>
  /** The public part of a key, or `undefined`. */
  find(kid: string): Promise<AgentKey | undefined>
  /** The public parts of all keys, by `kid`. */
  list(): Promise<readonly AgentKey[]>
  /**
   * Erases a key from the file, not from its copies elsewhere.
   *
   * @returns whether there was one.
   */
  delete(kid: string): Promise<boolean>
  /**
   * A text that is another one after any key or DID was saved or deleted, here or by another program. What was read
   * while it was the same still holds.
   */
  revision(): Promise<string>
}

function keyPlace(kid: string): SealedPlace {
  return { table: 'agent_keys', column: 'private_jwk', id: kid }
}

async function save(
  { queries, secrets, now }: StoreDatabase,
  kid: string,
  privateJwk: PrivateJwk,
): Promise<void> {
  const { d: _d, ...publicPart } = privateJwk
  const row = {
    kid,
    public_jwk: JSON.stringify(publicPart),
    private_jwk: secrets.seal(keyPlace(kid), JSON.stringify(privateJwk)),
    created_at: now().getTime(),
  }
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('agent_keys')
    .values(row)
    .onConflict((conflict) => conflict.column('kid').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return
  throw new OperationError('already_initialised', 'The agent has a key of this kid already.')
}

async function load({ queries, secrets }: StoreDatabase, kid: string): Promise<PrivateJwk | undefined> {
  const row = await queries
    .selectFrom('agent_keys')
    .select('private_jwk')
    .where('kid', '=', kid)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return JSON.parse(secrets.unseal(keyPlace(kid), row.private_jwk)) as PrivateJwk
}

async function find({ queries }: StoreDatabase, kid: string): Promise<AgentKey | undefined> {
  const row = await queries
    .selectFrom('agent_keys')
    .select(['kid', 'public_jwk'])
    .where('kid', '=', kid)
    .executeTakeFirst()
  return row && readKey(row)
}

async function list({ queries }: StoreDatabase): Promise<readonly AgentKey[]> {
  const rows = await queries.selectFrom('agent_keys').select(['kid', 'public_jwk']).orderBy('kid').execute()
  return rows.map(readKey)
}

function readKey({ kid, public_jwk }: { readonly kid: string; readonly public_jwk: string }): AgentKey {
  return { kid, publicJwk: parseJwk(JSON.parse(public_jwk)) }
}

async function erase({ queries, forgetErasedNow }: StoreDatabase, kid: string): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('agent_keys')
    .where('kid', '=', kid)
    .executeTakeFirstOrThrow()
  await forgetErasedNow()
  return numDeletedRows === 1n
}

/** The keys of an agent on the database. */
export function createAgentKeyStore(database: StoreDatabase, revision: AgentRevision): AgentKeyStore {
  return Object.freeze<AgentKeyStore>({
    save: (kid, privateJwk) => revision.change(() => save(database, kid, privateJwk)),
    load: (kid) => load(database, kid),
    find: (kid) => find(database, kid),
    list: () => list(database),
    delete: (kid) => revision.change(() => erase(database, kid)),
    revision: revision.current,
  })
}
