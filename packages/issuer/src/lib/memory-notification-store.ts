import type { DeliveryEvent, NotificationRecord, NotificationStore } from './notification-store.ts'

interface StoredNotification extends NotificationRecord {
  readonly event: DeliveryEvent | undefined
}

/** The deliveries of a store in memory, with what its other methods need of them. */
export interface MemoryNotificationStore extends NotificationStore {
  readonly purgeNotifications: (now: Date) => number
}

/** Creates the part of a store in memory that keeps deliveries; each method runs without interruption. */
export function createMemoryNotificationStore(): MemoryNotificationStore {
  const records = new Map<string, StoredNotification>()
  return {
    createNotification: async (record) =>
      void records.set(record.notificationHash, { ...record, event: undefined }),
    recordNotification: async ({ notificationHash, issuanceId, event, now }) => {
      const record = records.get(notificationHash)
      if (record === undefined || record.issuanceId !== issuanceId || record.expiresAt <= now)
        return { outcome: 'unknown' }
      const { credentialIds } = record
      if (record.event === event) return { outcome: 'repeated', credentialIds }
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
