import type { DueEvents, EventRecord, NewEventRecord } from '../verifier-store.ts'

interface Entry extends EventRecord {
  readonly nextAt: Date
}

/** The events of a store in memory that were not delivered yet. */
export interface MemoryEvents {
  add(event: NewEventRecord): void
  take(due: DueEvents): readonly EventRecord[]
  postpone(eventId: string, nextAt: Date): void
  end(eventId: string): void
}

/** Creates the events of a store in memory; beyond `maxEvents` the oldest goes. */
export function createMemoryEvents(maxEvents: number): MemoryEvents {
  const events = new Map<string, Entry>()
  return {
    add(event) {
      events.set(event.eventId, { ...event, attempts: 0, nextAt: event.createdAt })
      const [oldest] = events.keys()
      if (events.size > maxEvents && oldest !== undefined) events.delete(oldest)
    },
    take({ now, leaseUntil, limit }) {
      const due = [...events.values()].filter(({ nextAt }) => nextAt <= now).slice(0, limit)
      return due.map(({ nextAt: _nextAt, ...event }) => {
        const taken = { ...event, attempts: event.attempts + 1 }
        events.set(event.eventId, { ...taken, nextAt: leaseUntil })
        return taken
      })
    },
    postpone(eventId, nextAt) {
      const entry = events.get(eventId)
      if (entry !== undefined) events.set(eventId, { ...entry, nextAt })
    },
    end(eventId) {
      events.delete(eventId)
    },
  }
}
