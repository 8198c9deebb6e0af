import type { RotationInput } from '@lontar/issuer'
import type { Selectable, Transaction } from 'kysely'
import type { DatabaseSchema, RefreshTokensTable } from '../database-schema.ts'
import type { Secrets } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { insertToken } from './insert-token.ts'
import { identityPlace } from './offer-places.ts'
import { refreshTokenRow } from './refresh-tokens.ts'
import { statusValues } from './status-value.ts'

type Row = Selectable<RefreshTokensTable>

/** Uses a refresh token up and records all that follows, in one transaction. */
export async function rotateRefreshToken(
  { queries, secrets, forgetErased }: StoreDatabase,
  input: RotationInput,
): Promise<'rotated' | 'refused'> {
  const outcome = await queries.transaction().execute(async (transaction) => {
    const row = await useUp(transaction, input)
    if (row === undefined) return 'refused'
    const issuanceId = await openIssuance(transaction, secrets, { row, input })
    const next = { ...input.next, familyId: row.family_id, issuanceId }
    await transaction.insertInto('refresh_tokens').values(refreshTokenRow(next)).execute()
    await insertToken(transaction, issuanceId, input.token)
    return 'rotated'
  })
  if (outcome === 'rotated') forgetErased()
  return outcome
}

/** The one conditional UPDATE that decides which of many callers uses the token. */
async function useUp(
  transaction: Transaction<DatabaseSchema>,
  { tokenHash, clientId, dpopThumbprint, now }: RotationInput,
): Promise<Row | undefined> {
  return transaction
    .updateTable('refresh_tokens')
    .set({ identity: '' })
    .where('token_hash', '=', tokenHash)
    .where('identity', '<>', '')
    .where('client_id', 'is', clientId ?? null)
    .where('dpop_thumbprint', 'is', dpopThumbprint ?? null)
    .where('expires_at', '>', now.getTime())
    .where(({ not, exists }) => not(exists(takenAway(transaction))))
    .returningAll()
    .executeTakeFirst()
}

/** Credentials of the row of renewals that were issued and then revoked or suspended. */
function takenAway(transaction: Transaction<DatabaseSchema>) {
  return transaction
    .selectFrom('offers')
    .innerJoin('credentials', 'credentials.issuance_id', 'offers.issuance_id')
    .innerJoin('status_places', (join) =>
      join
        .onRef('status_places.status_list_id', '=', 'credentials.status_list_id')
        .onRef('status_places.status_index', '=', 'credentials.status_index'),
    )
    .select('credentials.credential_id')
    .where(({ or, eb, ref }) =>
      or([
        eb('offers.issuance_id', '=', ref('refresh_tokens.family_id' as never)),
        eb('offers.renews', '=', ref('refresh_tokens.family_id' as never)),
      ]),
    )
    .where('credentials.state', '=', 'issued')
    .where('status_places.status', '<>', statusValues.valid)
}

/** Opens the present issuance again while nothing was issued under it, else a new one like it. */
async function openIssuance(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  { row, input }: { readonly row: Row; readonly input: RotationInput },
): Promise<string> {
  const issued = await transaction
    .selectFrom('credentials')
    .select('credential_id')
    .where('issuance_id', '=', row.issuance_id)
    .where('state', '=', 'issued')
    .executeTakeFirst()
  const { identity, issuanceId } = input.issuance
  if (issued !== undefined) {
    await insertRenewal(transaction, secrets, { row, input })
    return issuanceId
  }
  await transaction
    .updateTable('offers')
    .set({ identity: secrets.seal(identityPlace(row.issuance_id), identity) })
    .where('issuance_id', '=', row.issuance_id)
    .execute()
  return row.issuance_id
}

async function insertRenewal(
  transaction: Transaction<DatabaseSchema>,
  secrets: Secrets,
  { row, input }: { readonly row: Row; readonly input: RotationInput },
): Promise<void> {
  const { issuanceId, codeHash, identity } = input.issuance
  const present = await transaction
    .selectFrom('offers')
    .select(['configuration_ids', 'approval'])
    .where('issuance_id', '=', row.issuance_id)
    .executeTakeFirstOrThrow()
  await transaction
    .insertInto('offers')
    .values({
      ...present,
      issuance_id: issuanceId,
      code_hash: codeHash,
      state: 'redeemed',
      tx_code_tries: 0,
      copies: row.copies,
      created_at: input.now.getTime(),
      expires_at: input.token.expiresAt.getTime(),
      identity: secrets.seal(identityPlace(issuanceId), identity),
      identity_jti: `renewal ${issuanceId}`,
      renews: row.family_id,
    })
    .execute()
}
