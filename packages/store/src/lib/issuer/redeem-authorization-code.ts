import type { AuthorizationStore } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { isIssuanceRestricted } from '../subject/is-issuance-restricted.ts'
import { erasedSignIn } from './erased-sign-in.ts'
import { insertToken } from './insert-token.ts'
import { keepFirstRefreshToken } from './refresh-tokens.ts'

/** Uses a code up and records its tokens in one transaction: one conditional UPDATE decides who of many does. */
export async function redeemAuthorizationCode(
  { queries, secrets, forgetErased }: StoreDatabase,
  { codeHash, token, createRefreshToken, now }: Parameters<AuthorizationStore['redeemAuthorizationCode']>[0],
): Promise<string | undefined> {
  const redeemed = await queries.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('authorizations')
      .set({ used: 1 })
      .where('secret_hash', '=', codeHash)
      .where('state', '=', 'granted')
      .where('used', '=', 0)
      .where('expires_at', '>', now.getTime())
      .returning('issuance_id')
      .executeTakeFirst()
    const issuanceId = row?.issuance_id ?? undefined
    if (issuanceId === undefined || (await isIssuanceRestricted(transaction, issuanceId))) return undefined
    if (!(await useUpOffer(transaction, issuanceId))) return undefined
    await insertToken(transaction, issuanceId, token)
    const { tokenHash } = token
    await keepFirstRefreshToken(transaction, secrets, { tokenHash, createRefreshToken, now })
    return issuanceId
  })
  if (redeemed !== undefined) forgetErased()
  return redeemed
}

/** Only now, because a code may end unredeemed: then the holder signs in again. */
async function useUpOffer(transaction: Transaction<DatabaseSchema>, issuanceId: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('offers')
    .set({ state: 'redeemed', credential_offer: null, ...erasedSignIn })
    .where('issuance_id', '=', issuanceId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
