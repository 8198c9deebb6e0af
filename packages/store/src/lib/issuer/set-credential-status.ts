import type { IssuerStore } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { statusValues } from './status-value.ts'

type StatusInput = Parameters<IssuerStore['setCredentialStatus']>[0]
type StatusAnswer = Awaited<ReturnType<IssuerStore['setCredentialStatus']>>

interface Place {
  readonly status_list_id: string
  readonly status_index: number
}

/** The condition of the UPDATE keeps `revoked` final, whoever else writes. */
async function changePlace(
  transaction: Transaction<DatabaseSchema>,
  place: Place,
  value: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('status_places')
    .set({ status: value })
    .where('status_list_id', '=', place.status_list_id)
    .where('status_index', '=', place.status_index)
    .where('status', '<>', statusValues.revoked)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

async function recordChange(
  transaction: Transaction<DatabaseSchema>,
  { credentialId, reason, now }: StatusInput,
): Promise<void> {
  await transaction
    .updateTable('credentials')
    .set({ reason: reason ?? null, changed_at: now.getTime() })
    .where('credential_id', '=', credentialId)
    .execute()
}

/** Changes a status; revoking what is revoked already is no change and no error. */
export async function setCredentialStatus(
  { queries }: StoreDatabase,
  input: StatusInput,
): Promise<StatusAnswer> {
  return await queries.transaction().execute(async (transaction): Promise<StatusAnswer> => {
    const place = await transaction
      .selectFrom('credentials')
      .select(['status_list_id', 'status_index'])
      .where('credential_id', '=', input.credentialId)
      .executeTakeFirst()
    if (place === undefined) return 'unknown'
    if (!(await changePlace(transaction, place, statusValues[input.status]))) {
      return input.status === 'revoked' ? 'changed' : 'refused'
    }
    await recordChange(transaction, input)
    return 'changed'
  })
}
