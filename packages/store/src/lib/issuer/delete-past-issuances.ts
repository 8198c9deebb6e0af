import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** How many rows of renewals one run deletes at most, so that it keeps nobody waiting. */
const atOnce = 500

/** The rows of these tables end by themselves; while one of them is there the issuance can still be asked about. */
const followers = ['tokens', 'refresh_tokens', 'authorizations', 'deferred', 'notifications'] as const

/**
 * Deletes what is known of issuances that are long over, each with its renewals and credentials. Their places on the
 * status lists stay as they are: nobody gets one twice, and what was revoked stays so.
 */
export async function deletePastIssuances(
  transaction: Transaction<DatabaseSchema>,
  endedBefore: Date,
): Promise<bigint> {
  const families = await transaction
    .selectFrom('offers')
    .select('issuance_id')
    .where('renews', 'is', null)
    .where('ends_at', '<=', endedBefore.getTime())
    .where('state', '<>', 'open')
    .orderBy('ends_at')
    .limit(atOnce)
    .execute()
  let deleted = 0n
  for (const { issuance_id: familyId } of families) deleted += await deleteFamily(transaction, familyId)
  return deleted
}

async function deleteFamily(transaction: Transaction<DatabaseSchema>, familyId: string): Promise<bigint> {
  const renewals = await transaction
    .selectFrom('offers')
    .select('issuance_id')
    .where('renews', '=', familyId)
    .execute()
  const issuanceIds = [familyId, ...renewals.map(({ issuance_id }) => issuance_id)]
  for (const table of followers) {
    const follower = await transaction
      .selectFrom(table)
      .select('issuance_id')
      .where('issuance_id', 'in', issuanceIds)
      .executeTakeFirst()
    if (follower !== undefined) return 0n
  }
  const credentials = await transaction
    .deleteFrom('credentials')
    .where('issuance_id', 'in', issuanceIds)
    .executeTakeFirstOrThrow()
  const offers = await transaction
    .deleteFrom('offers')
    .where('issuance_id', 'in', issuanceIds)
    .executeTakeFirstOrThrow()
  return credentials.numDeletedRows + offers.numDeletedRows
}
