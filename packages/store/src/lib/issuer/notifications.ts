import type {
  DeliveryEvent,
  NotificationOutcome,
  NotificationRecord,
  NotificationStore,
} from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { familyOf, issuancesOfFamily } from './family-of.ts'

/** Keeps a delivery of which a wallet may say what became of it. */
export async function createNotification(
  { queries }: StoreDatabase,
  record: NotificationRecord,
): Promise<void> {
  await queries
    .insertInto('notifications')
    .values({
      notification_hash: record.notificationHash,
      issuance_id: record.issuanceId,
      credential_ids: JSON.stringify(record.credentialIds),
      event: null,
      created_at: record.createdAt.getTime(),
      expires_at: record.expiresAt.getTime(),
    })
    .execute()
}

/** Accepted or failed is said once; deleted is the last word. */
function addsTo(said: DeliveryEvent | null, event: DeliveryEvent): boolean {
  return said === null || (said !== 'credential_deleted' && event === 'credential_deleted')
}

/** Keeps an event that adds to what was said; of many that say the same at once, one is `recorded`. */
export async function recordNotification(
  { queries }: StoreDatabase,
  { notificationHash, issuanceId, event, now }: Parameters<NotificationStore['recordNotification']>[0],
): Promise<NotificationOutcome> {
  return await queries.transaction().execute(async (transaction): Promise<NotificationOutcome> => {
    const familyId = await familyOf(transaction, issuanceId)
    const row = await transaction
      .selectFrom('notifications')
      .select(['credential_ids', 'event'])
      .where('notification_hash', '=', notificationHash)
      .where('issuance_id', 'in', issuancesOfFamily(transaction, familyId))
      .where('expires_at', '>', now.getTime())
      .executeTakeFirst()
    if (row === undefined) return { outcome: 'unknown' }
    const credentialIds = JSON.parse(row.credential_ids) as string[]
    if (!addsTo(row.event, event)) return { outcome: 'repeated', credentialIds }
    await transaction
      .updateTable('notifications')
      .set({ event })
      .where('notification_hash', '=', notificationHash)
      .execute()
    return { outcome: 'recorded', credentialIds }
  })
}
