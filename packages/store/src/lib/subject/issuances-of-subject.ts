import type { Kysely } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** The ids of what was offered to a person, each with its renewals. */
export async function issuancesOfSubject(
  queries: Kysely<DatabaseSchema>,
  subject: string,
): Promise<readonly string[]> {
  const first = queries
    .selectFrom('offers')
    .innerJoin('proofings', 'proofings.identity_jti', 'offers.identity_jti')
    .select('offers.issuance_id')
    .where('proofings.subject', '=', subject)
  const rows = await queries
    .selectFrom('offers')
    .select('issuance_id')
    .where(({ or, eb }) => or([eb('issuance_id', 'in', first), eb('renews', 'in', first)]))
    .orderBy('created_at')
    .orderBy('issuance_id')
    .execute()
  return rows.map(({ issuance_id }) => issuance_id)
}
