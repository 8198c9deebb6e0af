import { OperationError } from '@lontar/credentials/errors'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'

/** Fails when one of them is no longer intended: recovery has revoked it, so it must not be delivered. */
async function markIssued(
  transaction: Transaction<DatabaseSchema>,
  credentialIds: readonly string[],
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('credentials')
    .set({ state: 'issued', payload_digest: '', changed_at: now.getTime() })
    .where('credential_id', 'in', credentialIds)
    .where('state', '=', 'intended')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === BigInt(credentialIds.length)) return
  throw new OperationError('internal', 'A credential is not waiting to be issued.')
}

async function issuancesOf(
  transaction: Transaction<DatabaseSchema>,
  credentialIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('credentials')
    .select('issuance_id')
    .distinct()
    .where('credential_id', 'in', credentialIds)
    .execute()
  return rows.map((row) => row.issuance_id)
}

async function isComplete(transaction: Transaction<DatabaseSchema>, issuanceId: string): Promise<boolean> {
  const offer = await transaction
    .selectFrom('offers')
    .select(['configuration_ids', 'copies'])
    .where('issuance_id', '=', issuanceId)
    .executeTakeFirstOrThrow()
  const counts = await transaction
    .selectFrom('credentials')
    .select(({ fn }) => ['configuration_id', fn.countAll<number>().as('count')])
    .where('issuance_id', '=', issuanceId)
    .where('state', '=', 'issued')
    .groupBy('configuration_id')
    .execute()
  const issued = new Map(counts.map((row) => [row.configuration_id, row.count]))
  const configurationIds = JSON.parse(offer.configuration_ids) as string[]
  return configurationIds.every((id) => (issued.get(id) ?? 0) >= offer.copies)
}

async function eraseIdentity(transaction: Transaction<DatabaseSchema>, issuanceId: string): Promise<void> {
  await transaction
    .updateTable('offers')
    .set({ identity: null, credential_offer: null })
    .where('issuance_id', '=', issuanceId)
    .execute()
}

/** Marks intents as issued; the last one of an issuance erases whom it was for. Its token lives on, for a notification. */
export async function recordIssued(
  { queries, forgetErased }: StoreDatabase,
  credentialIds: readonly string[],
  now: Date,
): Promise<void> {
  if (credentialIds.length === 0) return
  await queries.transaction().execute(async (transaction) => {
    await markIssued(transaction, credentialIds, now)
    for (const issuanceId of await issuancesOf(transaction, credentialIds)) {
      if (await isComplete(transaction, issuanceId)) await eraseIdentity(transaction, issuanceId)
    }
  })
  forgetErased()
}
