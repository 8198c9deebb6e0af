import type { CreateRefreshToken, RefreshTokenRecord } from '@lontar/issuer'
import type { Insertable, Selectable, Transaction } from 'kysely'
import type { DatabaseSchema, RefreshTokensTable } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { issuancesOfFamily } from './family-of.ts'
import { postponeEnd } from './postpone-end.ts'
import { readGrant } from './read-grant.ts'

/** The row of a refresh token. */
export function refreshTokenRow(record: RefreshTokenRecord): Insertable<RefreshTokensTable> {
  return {
    token_hash: record.tokenHash,
    family_id: record.familyId,
    issuance_id: record.issuanceId,
    client_id: record.clientId ?? null,
    dpop_thumbprint: record.dpopThumbprint ?? null,
    configuration_ids: JSON.stringify(record.configurationIds),
    identifiers_given: record.identifiersGiven ? 1 : 0,
    copies: record.copies,
    identity: record.identity,
    expires_at: record.expiresAt.getTime(),
    renewable_until: record.renewableUntil.getTime(),
  }
}

function recordOf(row: Selectable<RefreshTokensTable>): RefreshTokenRecord {
  return {
    tokenHash: row.token_hash,
    familyId: row.family_id,
    issuanceId: row.issuance_id,
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(row.dpop_thumbprint !== null && { dpopThumbprint: row.dpop_thumbprint }),
    configurationIds: JSON.parse(row.configuration_ids) as string[],
    identifiersGiven: row.identifiers_given === 1,
    copies: row.copies,
    identity: row.identity,
    expiresAt: new Date(row.expires_at),
    renewableUntil: new Date(row.renewable_until),
  }
}

/** Keeps the refresh token that comes with an access token, in the transaction that recorded that. */
export async function keepFirstRefreshToken(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  { tokenHash, createRefreshToken, now }: FirstRefreshTokenInput,
): Promise<void> {
  if (createRefreshToken === undefined) return
  const grant = await readGrant({ queries: transaction, secrets }, tokenHash, now)
  const record = grant && (await createRefreshToken(grant))
  if (record === undefined) return
  await transaction.insertInto('refresh_tokens').values(refreshTokenRow(record)).execute()
  await postponeEnd(transaction, record.issuanceId, record.expiresAt)
}

interface FirstRefreshTokenInput {
  readonly tokenHash: string
  readonly createRefreshToken?: CreateRefreshToken | undefined
  readonly now: Date
}

/** A refresh token that lives, used or not. */
export async function readRefreshToken(
  { queries }: StoreDatabase,
  tokenHash: string,
  now: Date,
): Promise<RefreshTokenRecord | undefined> {
  const row = await queries
    .selectFrom('refresh_tokens')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  return row && recordOf(row)
}

/** Ends a row of renewals with its access tokens. */
export async function endRenewals({ queries, forgetErased }: StoreDatabase, familyId: string): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('refresh_tokens').where('family_id', '=', familyId).execute()
    await transaction
      .deleteFrom('tokens')
      .where('issuance_id', 'in', issuancesOfFamily(transaction, familyId))
      .execute()
  })
  forgetErased()
}
