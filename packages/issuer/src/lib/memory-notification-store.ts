import type { DeliveryEvent, NotificationRecord, NotificationStore } from './notification-store.ts'

interface StoredNotification extends NotificationRecord {
  readonly event: DeliveryEvent | undefined
}

/** The deliveries of a store in memory, with what its other methods need of them. */
export interface MemoryNotificationStore extends NotificationStore {
  readonly purgeNotifications: (now: Date) => number
}

/** Creates the part of a store in memory that keeps deliveries; each method runs without interruption. */
export function createMemoryNotificationStore(
  familyOf: (issuanceId: string) => string,
): MemoryNotificationStore {
  const records = new Map<string, StoredNotification>()
  return {
    createNotification: async (record) =>
      void records.set(record.notificationHash, { ...record, event: undefined }),
    recordNotification: async ({ notificationHash, issuanceId, event, now }) => {
      const record = records.get(notificationHash)
      if (record === undefined || record.expiresAt <= now) return { outcome: 'unknown' }
      if (familyOf(record.issuanceId) !== familyOf(issuanceId)) return { outcome: 'unknown' }
      const { credentialIds } = record
      if (!addsTo(record.event, event)) return { outcome: 'repeated', credentialIds }
      records.set(notificationHash, { ...record, event })
      return { outcome: 'recorded', credentialIds }
    },
    purgeNotifications: (now) => {
      const dead = [...records.values()].filter(({ expiresAt }) => expiresAt <= now)
      for (const { notificationHash } of dead) records.delete(notificationHash)
      return dead.length
    },
  }
}

/** Accepted or failed is said once; deleted is the last word. */
function addsTo(said: DeliveryEvent | undefined, event: DeliveryEvent): boolean {
  return said === undefined || (said !== 'credential_deleted' && event === 'credential_deleted')
}
