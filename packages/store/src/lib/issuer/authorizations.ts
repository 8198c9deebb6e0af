import { randomUUID } from 'node:crypto'
import type { AuthorizationStore, CodeRecord } from '@lontar/issuer'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'

function requestPlace(id: string): SealedPlace {
  return { table: 'authorizations', column: 'request', id }
}

/** Keeps a pushed request. */
export async function pushAuthorization(
  { queries, secrets }: StoreDatabase,
  input: Parameters<AuthorizationStore['pushAuthorization']>[0],
): Promise<void> {
  const authorizationId = randomUUID()
  await queries
    .insertInto('authorizations')
    .values({
      authorization_id: authorizationId,
      secret_hash: input.requestUriHash,
      state: 'pushed',
      client_id: input.clientId,
      request: secrets.seal(requestPlace(authorizationId), input.request),
      tries: 0,
      expires_at: input.expiresAt.getTime(),
    })
    .execute()
}

/** Moves a pushed request on to a session: one conditional UPDATE decides who of many does. */
export async function openSignIn(
  { queries, secrets }: StoreDatabase,
  input: Parameters<AuthorizationStore['openSignIn']>[0],
): Promise<string | undefined> {
  const row = await queries
    .updateTable('authorizations')
    .set({ state: 'signing_in', secret_hash: input.sessionHash, expires_at: input.expiresAt.getTime() })
    .where('secret_hash', '=', input.requestUriHash)
    .where('state', '=', 'pushed')
    .where('client_id', '=', input.clientId)
    .where('expires_at', '>', input.now.getTime())
    .returning(['authorization_id', 'request'])
    .executeTakeFirst()
  return row && secrets.unseal(requestPlace(row.authorization_id), row.request)
}

/** The request of a live session. */
export async function readSignIn(
  { queries, secrets }: StoreDatabase,
  sessionHash: string,
  now: Date,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom('authorizations')
    .select(['authorization_id', 'request'])
    .where('secret_hash', '=', sessionHash)
    .where('state', '=', 'signing_in')
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  return row && secrets.unseal(requestPlace(row.authorization_id), row.request)
}

/** Ends a session without a code. */
export async function endSignIn({ queries }: StoreDatabase, sessionHash: string): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('authorizations')
    .where('secret_hash', '=', sessionHash)
    .where('state', '=', 'signing_in')
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** A live code, used or not; nothing changes. */
export async function readCode(
  { queries, secrets }: StoreDatabase,
  codeHash: string,
  now: Date,
): Promise<CodeRecord | undefined> {
  const row = await queries
    .selectFrom('authorizations')
    .selectAll()
    .where('secret_hash', '=', codeHash)
    .where('state', '=', 'granted')
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  if (row === undefined) return undefined
  const usedFor = row.used === 1 ? row.issuance_id : null
  return {
    clientId: row.client_id,
    request: secrets.unseal(requestPlace(row.authorization_id), row.request),
    configurationIds: JSON.parse(row.configuration_ids ?? '[]') as string[],
    ...(usedFor !== null && { usedFor }),
  }
}
