import type { DeferredRecord } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { countLive } from './count-live.ts'
import { deferredPlace } from './deferred-place.ts'

/** What was denied counts, too: nobody may ask officers until one gives in. */
async function countWaiting(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, configurationId }: DeferredRecord,
): Promise<number> {
  const { sum } = await transaction
    .selectFrom('deferred')
    .select(({ fn }) => fn.sum<number | null>('count').as('sum'))
    .where('issuance_id', '=', issuanceId)
    .where('configuration_id', '=', configurationId)
    .where('state', '<>', 'delivered')
    .executeTakeFirstOrThrow()
  return sum ?? 0
}

async function isWithinQuota(
  transaction: Transaction<DatabaseSchema>,
  record: DeferredRecord,
): Promise<boolean> {
  const offer = await transaction
    .selectFrom('offers')
    .select('copies')
    .where('issuance_id', '=', record.issuanceId)
    .executeTakeFirst()
  const taken = (await countLive(transaction, record)) + (await countWaiting(transaction, record))
  return offer !== undefined && taken + record.count <= offer.copies
}

/** Keeps a deferred issuance; over the quota nothing changes. */
export async function createDeferred(
  { queries, secrets }: StoreDatabase,
  record: DeferredRecord,
): Promise<'created' | 'quota_exceeded'> {
  return await queries.transaction().execute(async (transaction) => {
    if (!(await isWithinQuota(transaction, record))) return 'quota_exceeded'
    await transaction
      .insertInto('deferred')
      .values({
        deferred_id: record.deferredId,
        transaction_hash: record.transactionHash,
        issuance_id: record.issuanceId,
        configuration_id: record.configurationId,
        count: record.count,
        content: secrets.seal(deferredPlace(record.deferredId), record.content),
        state: 'pending',
        reason: null,
        created_at: record.createdAt.getTime(),
        expires_at: record.expiresAt.getTime(),
        changed_at: record.createdAt.getTime(),
      })
      .execute()
    return 'created'
  })
}
