import type { DeferredRecord } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { countLive } from './count-live.ts'
import { countWaiting } from './count-waiting.ts'
import { deferredPlace } from './deferred-place.ts'
import { familyOf } from './family-of.ts'
import { isKeyUsed } from './is-key-used.ts'
import { isTakenAway } from './is-taken-away.ts'

async function isWithinQuota(
  transaction: Transaction<DatabaseSchema>,
  record: DeferredRecord,
): Promise<boolean> {
  const offer = await transaction
    .selectFrom('offers')
    .select(['copies', 'configuration_ids'])
    .where('issuance_id', '=', record.issuanceId)
    .where('state', '=', 'redeemed')
    .executeTakeFirst()
  const held = JSON.parse(offer?.configuration_ids ?? '[]') as string[]
  if (offer === undefined || !held.includes(record.configurationId)) return false
  if (await wasDenied(transaction, record)) return false
  if (await isTakenAway(transaction, record.issuanceId)) return false
  const taken = (await countLive(transaction, record)) + (await countWaiting(transaction, record))
  return taken + record.count <= offer.copies
}

/** What was denied cannot be asked for again: nobody may ask officers until one gives in. */
async function wasDenied(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, configurationId }: DeferredRecord,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('deferred')
    .select('deferred_id')
    .where('issuance_id', '=', issuanceId)
    .where('configuration_id', '=', configurationId)
    .where('state', '=', 'denied')
    .executeTakeFirst()
  return row !== undefined
}

async function waitsForKey(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, configurationId, keyThumbprints }: DeferredRecord,
): Promise<boolean> {
  const rows = await transaction
    .selectFrom('deferred')
    .select('key_thumbprints')
    .where('issuance_id', '=', issuanceId)
    .where('configuration_id', '=', configurationId)
    .where('state', 'not in', ['delivered', 'denied'])
    .execute()
  const waiting = rows.flatMap((row) => JSON.parse(row.key_thumbprints) as string[])
  return keyThumbprints.some((key) => waiting.includes(key))
}

/** The refresh tokens of the row live as long as the promise, or nobody could come back for it. */
async function extendRenewals(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, expiresAt }: DeferredRecord,
): Promise<void> {
  await transaction
    .updateTable('refresh_tokens')
    .set({ expires_at: expiresAt.getTime() })
    .where('family_id', '=', await familyOf(transaction, issuanceId))
    .where('expires_at', '<', expiresAt.getTime())
    .execute()
}

/** Keeps a deferred issuance; over the quota, and for a key that has or waits for one, nothing changes. */
export async function createDeferred(
  { queries, secrets }: StoreDatabase,
  record: DeferredRecord,
): Promise<'created' | 'quota_exceeded' | 'key_used'> {
  return await queries.transaction().execute(async (transaction) => {
    if (!(await isWithinQuota(transaction, record))) return 'quota_exceeded'
    const { issuanceId, keyThumbprints } = record
    const taken = await isKeyUsed(transaction, record, keyThumbprints)
    if (taken || (await waitsForKey(transaction, record))) return 'key_used'
    await extendRenewals(transaction, record)
    await transaction
      .insertInto('deferred')
      .values({
        deferred_id: record.deferredId,
        transaction_hash: record.transactionHash,
        issuance_id: issuanceId,
        configuration_id: record.configurationId,
        count: record.count,
        key_thumbprints: JSON.stringify(keyThumbprints),
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
