import type { IssuanceIntent } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** Whether one of the keys has a credential of the configuration of the issuance; what was abandoned was never given to anybody. */
export async function isKeyUsed(
  transaction: Transaction<DatabaseSchema>,
  { issuanceId, configurationId }: Pick<IssuanceIntent, 'issuanceId' | 'configurationId'>,
  keyThumbprints: readonly string[],
): Promise<boolean> {
  if (keyThumbprints.length === 0) return false
  const row = await transaction
    .selectFrom('credentials')
    .select('credential_id')
    .where('issuance_id', '=', issuanceId)
    .where('configuration_id', '=', configurationId)
    .where('key_thumbprint', 'in', keyThumbprints)
    .where('state', '<>', 'abandoned')
    .executeTakeFirst()
  return row !== undefined
}
