import { sql } from 'kysely'
import type { StoreDatabase } from '../store-database.ts'

/** Keeps a nonce by its hash. */
export async function createNonce(
  { queries }: StoreDatabase,
  nonceHash: string,
  expiresAt: Date,
): Promise<void> {
  await queries
    .insertInto('nonces')
    .values({ nonce_hash: nonceHash, expires_at: expiresAt.getTime() })
    .execute()
}

/**
 * Uses nonces up in one statement: either all of them are there and live, and go, or nothing changes.
 * The subquery stands apart from the outer row, so SQLite counts once, before the first row is deleted.
 */
export async function consumeNonces(
  { queries }: StoreDatabase,
  nonceHashes: readonly string[],
  now: Date,
): Promise<boolean> {
  if (nonceHashes.length === 0) return false
  const live = queries
    .selectFrom('nonces')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('nonce_hash', 'in', nonceHashes)
    .where('expires_at', '>', now.getTime())
  const { numDeletedRows } = await queries
    .deleteFrom('nonces')
    .where('nonce_hash', 'in', nonceHashes)
    .where(live, '=', sql.val(nonceHashes.length))
    .executeTakeFirstOrThrow()
  return numDeletedRows === BigInt(nonceHashes.length)
}
