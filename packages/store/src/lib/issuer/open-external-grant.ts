import type { AuthorizationStore } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { erasedSignIn } from './erased-sign-in.ts'
import { insertToken } from './insert-token.ts'

/** Uses the offer of an external grant up and records its token in one transaction. */
export async function openExternalGrant(
  { queries, forgetErased }: StoreDatabase,
  { issuance, token, now }: Parameters<AuthorizationStore['openExternalGrant']>[0],
): Promise<boolean> {
  const opened = await queries.transaction().execute(async (transaction) => {
    const open = transaction
      .selectFrom('offers')
      .select(['issuance_id', 'configuration_ids'])
      .where('state', '=', 'open')
      .where('registration_mac', 'is not', null)
      .where('expires_at', '>', now.getTime())
    const offer = await ('issuanceId' in issuance
      ? open.where('issuance_id', '=', issuance.issuanceId).executeTakeFirst()
      : open.where('issuer_state_hash', '=', issuance.issuerStateHash).executeTakeFirst())
    const held = JSON.parse(offer?.configuration_ids ?? '[]') as string[]
    const configurationIds = held.filter((id) => token.configurationIds?.includes(id) ?? true)
    if (offer === undefined || configurationIds.length === 0) return false
    const { numUpdatedRows } = await transaction
      .updateTable('offers')
      .set({ state: 'redeemed', credential_offer: null, ...erasedSignIn })
      .where('issuance_id', '=', offer.issuance_id)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) return false
    await insertToken(transaction, offer.issuance_id, { ...token, configurationIds })
    return true
  })
  if (opened) forgetErased()
  return opened
}
