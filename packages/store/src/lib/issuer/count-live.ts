import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** A configuration under a grant. */
export interface GrantedConfiguration {
  readonly issuanceId: string
  readonly configurationId: string
}

/** Abandoned credentials are revoked and free their share; revoked ones that were issued do not. */
export async function countLive(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, configurationId }: GrantedConfiguration,
): Promise<number> {
  const { count } = await transaction
    .selectFrom('credentials')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('issuance_id', '=', issuanceId)
    .where('configuration_id', '=', configurationId)
    .where('state', '<>', 'abandoned')
    .executeTakeFirstOrThrow()
  return count
}
