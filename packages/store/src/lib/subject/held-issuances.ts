import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** What is known of one offer that was made to a person. */
export interface HeldIssuance {
  /** Random. */
  readonly issuanceId: string
  /** What it holds, such as `ktp_vc+sd-jwt`. */
  readonly configurationIds: readonly string[]
  /** How many credentials of each. */
  readonly copies: number
  /** `open` until its code is used. */
  readonly state: 'open' | 'redeemed' | 'dead'
  /** When it was made. */
  readonly createdAt: Date
  /** The end of its code. */
  readonly expiresAt: Date
  /** Whether what will stand in the credential is still kept, encrypted, until it is delivered. */
  readonly holdsIdentity: boolean
  /** Whether a refresh token of a wallet still opens what the wallet alone can read. */
  readonly isRenewable: boolean
  /** How many promises of a later credential hold what will stand in it, encrypted. */
  readonly promises: number
  /** How many access tokens and sign-ins of a wallet are kept for it. */
  readonly tokens: number
}

/** What was offered under these issuances, the oldest first. */
export async function heldIssuances(
  queries: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<readonly HeldIssuance[]> {
  if (issuanceIds.length === 0) return []
  const count = await openingsOf(queries, issuanceIds)
  const rows = await queries
    .selectFrom('offers')
    .select(['issuance_id', 'configuration_ids', 'copies', 'state', 'created_at', 'expires_at'])
    .select(({ eb }) => eb('identity', 'is not', null).as('holds_identity'))
    .where('issuance_id', 'in', issuanceIds)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    issuanceId: row.issuance_id,
    configurationIds: JSON.parse(row.configuration_ids) as string[],
    copies: row.copies,
    state: row.state,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    holdsIdentity: Boolean(row.holds_identity),
    isRenewable: count('refresh_tokens', row.issuance_id) > 0,
    promises: count('deferred', row.issuance_id),
    tokens: count('tokens', row.issuance_id) + count('authorizations', row.issuance_id),
  }))
}

type Opening = 'refresh_tokens' | 'deferred' | 'tokens' | 'authorizations'

/** Counts what still opens an issuance: a renewal that was used, and a promise that was kept, is none. */
async function openingsOf(
  queries: Transaction<DatabaseSchema>,
  issuanceIds: readonly string[],
): Promise<(table: Opening, issuanceId: string) => number> {
  const renewals = queries.selectFrom('refresh_tokens').select('issuance_id').where('identity', '<>', '')
  const promises = queries.selectFrom('deferred').select('issuance_id').where('content', 'is not', null)
  const found: Readonly<Record<Opening, readonly { readonly issuance_id: string | null }[]>> = {
    refresh_tokens: await renewals.where('issuance_id', 'in', issuanceIds).execute(),
    deferred: await promises.where('issuance_id', 'in', issuanceIds).execute(),
    tokens: await openings(queries, 'tokens', issuanceIds),
    authorizations: await openings(queries, 'authorizations', issuanceIds),
  }
  return (table, issuanceId) => found[table].filter((row) => row.issuance_id === issuanceId).length
}

async function openings(
  queries: Transaction<DatabaseSchema>,
  table: 'tokens' | 'authorizations',
  issuanceIds: readonly string[],
): Promise<readonly { readonly issuance_id: string | null }[]> {
  return await queries
    .selectFrom(table)
    .select('issuance_id')
    .where('issuance_id', 'in', issuanceIds)
    .execute()
}
