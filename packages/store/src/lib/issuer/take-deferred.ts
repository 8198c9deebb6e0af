import type { DeferredStore, DeferredTaking } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { deferredPlace } from './deferred-place.ts'
import { familyOf, issuancesOfFamily } from './family-of.ts'

type TakeInput = Parameters<DeferredStore['takeDeferred']>[0]

/** The one conditional UPDATE that decides which of many callers delivers. */
async function mark(
  transaction: Transaction<DatabaseSchema>,
  input: TakeInput,
  familyId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('deferred')
    .set({ state: 'delivering', changed_at: input.now.getTime() })
    .where('transaction_hash', '=', input.transactionHash)
    .where('issuance_id', 'in', issuancesOfFamily(transaction, familyId))
    .where('state', '=', 'approved')
    .where('expires_at', '>', input.now.getTime())
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Takes an approved issuance for delivery, or says why there is nothing to deliver. */
export async function takeDeferred(
  { queries, secrets }: StoreDatabase,
  input: TakeInput,
): Promise<DeferredTaking> {
  return await queries.transaction().execute(async (transaction): Promise<DeferredTaking> => {
    const familyId = await familyOf(transaction, input.issuanceId)
    const taken = await mark(transaction, input, familyId)
    const row = await transaction
      .selectFrom('deferred')
      .select(['deferred_id', 'issuance_id', 'configuration_id', 'content', 'state'])
      .where('transaction_hash', '=', input.transactionHash)
      .where('issuance_id', 'in', issuancesOfFamily(transaction, familyId))
      .where('expires_at', '>', input.now.getTime())
      .executeTakeFirst()
    if (row === undefined || row.state === 'delivered') return { outcome: 'unknown' }
    if (row.state === 'denied') return { outcome: 'denied' }
    if (!taken || row.content === null) return { outcome: 'pending' }
    const { deferred_id: deferredId, issuance_id: issuanceId, configuration_id: configurationId } = row
    const content = secrets.unseal(deferredPlace(deferredId), row.content)
    return { outcome: 'taken', deferredId, issuanceId, configurationId, content }
  })
}
