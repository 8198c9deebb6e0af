import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { GrantedConfiguration } from './count-live.ts'

/** How many credentials of a configuration wait for an officer or their wallet, or were denied. */
export async function countWaiting(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, configurationId }: GrantedConfiguration,
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
