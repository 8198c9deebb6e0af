import type { IssuanceIntent } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { StoreDatabase } from '../store-database.ts'
import { isIssuanceRestricted } from '../subject/is-issuance-restricted.ts'
import { countLive } from './count-live.ts'
import { isKeyUsed } from './is-key-used.ts'
import { isTakenAway } from './is-taken-away.ts'
import { postponeEnd } from './postpone-end.ts'

/** How many credentials of one configuration an issuance asks for. */
interface Demand {
  readonly issuanceId: string
  readonly configurationId: string
  readonly count: number
}

function demandsOf(intents: readonly IssuanceIntent[]): readonly Demand[] {
  const demands = new Map<string, Demand>()
  for (const { issuanceId, configurationId } of intents) {
    const key = JSON.stringify([issuanceId, configurationId])
    const count = (demands.get(key)?.count ?? 0) + 1
    demands.set(key, { issuanceId, configurationId, count })
  }
  return [...demands.values()]
}

async function isWithinQuota(transaction: Transaction<DatabaseSchema>, demand: Demand): Promise<boolean> {
  const offer = await transaction
    .selectFrom('offers')
    .select(['configuration_ids', 'copies'])
    .where('issuance_id', '=', demand.issuanceId)
    .where('state', '=', 'redeemed')
    .executeTakeFirst()
  if (offer === undefined || (await isTakenAway(transaction, demand.issuanceId))) return false
  if (await isIssuanceRestricted(transaction, demand.issuanceId)) return false
  const configurationIds = JSON.parse(offer.configuration_ids) as string[]
  if (!configurationIds.includes(demand.configurationId)) return false
  return (await countLive(transaction, demand)) + demand.count <= offer.copies
}

async function insertIntent(transaction: Transaction<DatabaseSchema>, intent: IssuanceIntent): Promise<void> {
  await transaction
    .insertInto('credentials')
    .values({
      credential_id: intent.credentialId,
      issuance_id: intent.issuanceId,
      configuration_id: intent.configurationId,
      key_thumbprint: intent.keyThumbprint,
      status_list_id: intent.statusListId,
      status_index: intent.statusIndex,
      payload_digest: intent.payloadDigest,
      key_id: intent.keyId,
      state: 'intended',
      reason: null,
      created_at: intent.createdAt.getTime(),
      expires_at: intent.expiresAt.getTime(),
      changed_at: intent.createdAt.getTime(),
    })
    .execute()
}

/** Records intents before anything is signed; over the quota, and for a key that has one, nothing changes. */
export async function recordIntents(
  { queries }: StoreDatabase,
  intents: readonly IssuanceIntent[],
): Promise<'recorded' | 'quota_exceeded' | 'key_used'> {
  return await queries.transaction().execute(async (transaction) => {
    for (const demand of demandsOf(intents)) {
      if (!(await isWithinQuota(transaction, demand))) return 'quota_exceeded'
    }
    for (const intent of intents) {
      if (await isKeyUsed(transaction, intent, [intent.keyThumbprint])) return 'key_used'
    }
    for (const intent of intents) {
      await insertIntent(transaction, intent)
      await postponeEnd(transaction, intent.issuanceId, intent.expiresAt)
    }
    return 'recorded'
  })
}
