import type { StoreDatabase } from '../store-database.ts'

/** Remembers a proof in one statement: of many that insert the same hash, one inserts a row. */
export async function rememberJti(
  { queries }: StoreDatabase,
  jtiHash: string,
  expiresAt: Date,
): Promise<'new' | 'seen'> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('used_proofs')
    .values({ jti_hash: jtiHash, expires_at: expiresAt.getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n ? 'new' : 'seen'
}

/** Keeps a nonce that serves until its end, by its hash. */
export async function createServerNonce(
  { queries }: StoreDatabase,
  nonceHash: string,
  expiresAt: Date,
): Promise<void> {
  await queries
    .insertInto('server_nonces')
    .values({ nonce_hash: nonceHash, expires_at: expiresAt.getTime() })
    .execute()
}

/** Whether such a nonce is there and live, and was not made by a clock that stood wrong. */
export async function hasServerNonce(
  { queries }: StoreDatabase,
  nonceHash: string,
  now: Date,
  latestEnd: Date,
): Promise<boolean> {
  const row = await queries
    .selectFrom('server_nonces')
    .select('nonce_hash')
    .where('nonce_hash', '=', nonceHash)
    .where('expires_at', '>', now.getTime())
    .where('expires_at', '<=', latestEnd.getTime())
    .executeTakeFirst()
  return row !== undefined
}
