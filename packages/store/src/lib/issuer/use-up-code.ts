import type { IssuerStore } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** The one conditional UPDATE that decides which of many callers redeems the code. */
export async function useUpCode(
  transaction: Transaction<DatabaseSchema>,
  input: Pick<Parameters<IssuerStore['redeemCode']>[0], 'codeHash' | 'maxTries' | 'now'>,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('offers')
    .set({ state: 'redeemed', credential_offer: null, tx_code_mac: null })
    .where('code_hash', '=', input.codeHash)
    .where('state', '=', 'open')
    .where('expires_at', '>', input.now.getTime())
    .where('tx_code_tries', '<', input.maxTries)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
