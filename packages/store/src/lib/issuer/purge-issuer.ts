import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { deletePastIssuances } from './delete-past-issuances.ts'
import { erasedSignIn } from './erased-sign-in.ts'
import { issuancesOfLiveCodes } from './issuances-of-live-codes.ts'

const erased = { identity: null, credential_offer: null, tx_code_mac: null, ...erasedSignIn }

/** Offers whose code was never redeemed in time. */
async function eraseExpiredOffers(transaction: Transaction<DatabaseSchema>, now: Date): Promise<bigint> {
  const { numUpdatedRows } = await transaction
    .updateTable('offers')
    .set({ state: 'dead', ...erased })
    .where('state', '=', 'open')
    .where('expires_at', '<=', now.getTime())
    .where('issuance_id', 'not in', issuancesOfLiveCodes(transaction, now))
    // What is open has one; said so that the partial index serves.
    .where('identity', 'is not', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows
}

async function deleteExpired(
  transaction: Transaction<DatabaseSchema>,
  table:
    | 'tokens'
    | 'authorizations'
    | 'refresh_tokens'
    | 'nonces'
    | 'used_proofs'
    | 'server_nonces'
    | 'notifications',
  now: number,
): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom(table)
    .where('expires_at', '<=', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

/** What was denied stays known as long as it could be asked for again. */
async function deleteDeferred(transaction: Transaction<DatabaseSchema>, now: number): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('deferred')
    .where('expires_at', '<=', now)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('state', '<>', 'denied'),
        eb('issuance_id', 'not in', selectFrom('refresh_tokens').select('refresh_tokens.issuance_id')),
      ]),
    )
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

/** Redeemed offers that no live token or code can open any more. */
async function eraseUnreachableIdentities(transaction: Transaction<DatabaseSchema>): Promise<bigint> {
  const codes = transaction
    .selectFrom('authorizations')
    .select('issuance_id')
    .where('issuance_id', 'is not', null)
    .where('used', '=', 0)
    .$narrowType<{ issuance_id: string }>()
  const { numUpdatedRows } = await transaction
    .updateTable('offers')
    .set(erased)
    .where('state', '=', 'redeemed')
    .where('identity', 'is not', null)
    .where('issuance_id', 'not in', transaction.selectFrom('tokens').select('issuance_id'))
    .where('issuance_id', 'not in', codes)
    .executeTakeFirstOrThrow()
  return numUpdatedRows
}

/** Erases what is past its time; returns the rows touched. */
export async function purgeIssuer(
  { queries, forgetErased }: StoreDatabase,
  now: Date,
  endedBefore?: Date,
): Promise<number> {
  const time = now.getTime()
  const touched = await queries
    .transaction()
    .execute(async (transaction) => [
      await eraseExpiredOffers(transaction, now),
      await deleteExpired(transaction, 'tokens', time),
      await deleteExpired(transaction, 'authorizations', time),
      await deleteExpired(transaction, 'refresh_tokens', time),
      await deleteExpired(transaction, 'nonces', time),
      await deleteExpired(transaction, 'used_proofs', time),
      await deleteExpired(transaction, 'server_nonces', time),
      await deleteDeferred(transaction, time),
      await deleteExpired(transaction, 'notifications', time),
      await eraseUnreachableIdentities(transaction),
      endedBefore === undefined ? 0n : await deletePastIssuances(transaction, endedBefore),
    ])
  forgetErased()
  return Number(touched.reduce((sum, rows) => sum + rows, 0n))
}
