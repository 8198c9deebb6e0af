import type { Kysely } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/**
 * Whether an issuance, or the one that it renews, is of a person who had the processing restricted: nothing is issued
 * under it until that is lifted.
 */
export async function isIssuanceRestricted(
  queries: Kysely<DatabaseSchema>,
  issuanceId: string,
): Promise<boolean> {
  const row = await queries
    .selectFrom('offers')
    .innerJoin('offers as first', (join) =>
      join.on(({ eb, fn, ref }) =>
        eb('first.issuance_id', '=', fn.coalesce(ref('offers.renews'), ref('offers.issuance_id'))),
      ),
    )
    .innerJoin('proofings', 'proofings.identity_jti', 'first.identity_jti')
    .innerJoin('restrictions', 'restrictions.subject', 'proofings.subject')
    .select('restrictions.since')
    .where('offers.issuance_id', '=', issuanceId)
    .executeTakeFirst()
  return row !== undefined
}
