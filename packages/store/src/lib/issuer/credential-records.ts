import type { CredentialRecord } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { credentialsWithStatus } from './credentials-with-status.ts'
import { statusOf } from './status-value.ts'

function selectRecords({ queries }: StoreDatabase) {
  return credentialsWithStatus(queries).selectAll('credentials').select('status_places.status')
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRecords>['execute']>>[number]

function toRecord(row: Row): CredentialRecord {
  return {
    credentialId: row.credential_id,
    issuanceId: row.issuance_id,
    configurationId: row.configuration_id,
    status: statusOf(row.status),
    state: row.state,
    statusListId: row.status_list_id,
    statusIndex: row.status_index,
    keyThumbprint: row.key_thumbprint,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    reason: row.reason ?? undefined,
  }
}

/** One credential's record. */
export async function readCredential(
  database: StoreDatabase,
  credentialId: string,
): Promise<CredentialRecord | undefined> {
  const row = await selectRecords(database).where('credential_id', '=', credentialId).executeTakeFirst()
  return row === undefined ? undefined : toRecord(row)
}

/** What was issued under these issuances, the oldest first. */
export async function credentialsOfIssuances(
  database: StoreDatabase,
  issuanceIds: readonly string[],
): Promise<readonly CredentialRecord[]> {
  if (issuanceIds.length === 0) return []
  const rows = await selectRecords(database)
    .where('credentials.issuance_id', 'in', issuanceIds)
    .orderBy('credentials.number')
    .execute()
  return rows.map(toRecord)
}

/** The newest records first. */
export async function listCredentials(
  database: StoreDatabase,
  limit: number,
): Promise<readonly CredentialRecord[]> {
  const rows = await selectRecords(database).orderBy('credentials.number', 'desc').limit(limit).execute()
  return rows.map(toRecord)
}
