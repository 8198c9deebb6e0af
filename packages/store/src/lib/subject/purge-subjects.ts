import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import { purgeRegistrations } from '../registration/purge-registrations.ts'
import type { StoreDatabase } from '../store-database.ts'

/** A young proofing may be on its way to its offer; an older one without any leads nowhere. In milliseconds. */
const onItsWayMilliseconds = 86_400_000

/** How long a registration may take to come to a document, in milliseconds: 3 days. */
export const unboundMilliseconds: number = 3 * 86_400_000

async function deletePast(
  transaction: Transaction<DatabaseSchema>,
  table: 'evidence_images' | 'subject_requests',
  now: number,
): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom(table)
    .where('kept_until', '<=', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

async function deleteLooseProofings(transaction: Transaction<DatabaseSchema>, now: number): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('proofings')
    .where('decided_at', '<=', now - onItsWayMilliseconds)
    .where('identity_jti', 'not in', transaction.selectFrom('offers').select('offers.identity_jti'))
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

/** Under which images wait. */
function consentsOfImages(transaction: Transaction<DatabaseSchema>) {
  return transaction.selectFrom('evidence_images').select('evidence_images.consent_id')
}

/** A consent of a registration that never came to a document is of nobody. */
async function deleteUnboundConsents(transaction: Transaction<DatabaseSchema>, now: number): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('consents')
    .where('subject', 'is', null)
    .where('given_at', '<=', now - unboundMilliseconds)
    .where('consent_id', 'not in', consentsOfImages(transaction))
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

/** As long as something stands that was done under a consent, the consent can be proved. */
async function deletePastConsents(transaction: Transaction<DatabaseSchema>, now: number): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('consents')
    .where('kept_until', '<=', now)
    .where('consent_id', 'not in', transaction.selectFrom('proofings').select('proofings.consent_id'))
    .where('consent_id', 'not in', consentsOfImages(transaction))
    .executeTakeFirstOrThrow()
  return numDeletedRows
}

/** Deletes what is past its time; returns the rows touched. */
export async function purgeSubjects({ queries, forgetErased }: StoreDatabase, now: Date): Promise<number> {
  const time = now.getTime()
  const touched = await queries
    .transaction()
    .execute(async (transaction) => [
      await deletePast(transaction, 'evidence_images', time),
      await deletePast(transaction, 'subject_requests', time),
      await purgeRegistrations(transaction, time),
      await deleteLooseProofings(transaction, time),
      await deletePastConsents(transaction, time),
      await deleteUnboundConsents(transaction, time),
    ])
  forgetErased()
  return Number(touched.reduce((sum, rows) => sum + rows, 0n))
}
