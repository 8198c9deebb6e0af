import type { AuthorizationStore } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { insertToken } from './insert-token.ts'

/** Uses a code up and records its token in one transaction: one conditional UPDATE decides who of many does. */
export async function redeemAuthorizationCode(
  { queries }: StoreDatabase,
  { codeHash, token, now }: Parameters<AuthorizationStore['redeemAuthorizationCode']>[0],
): Promise<string | undefined> {
  return queries.transaction().execute(async (transaction) => {
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
    if (issuanceId !== undefined) await insertToken(transaction, issuanceId, token)
    return issuanceId
  })
}
