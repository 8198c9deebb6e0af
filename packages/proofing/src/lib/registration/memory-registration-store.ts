import type { RegistrationRecord, RegistrationStore } from './registration-store.ts'

/**
 * Keeps registrations in memory, for tests and examples: with the process they are gone.
 *
 * @param now the clock; that of the system by default
 */
export function createMemoryRegistrationStore(now: () => Date = () => new Date()): RegistrationStore {
  const kept = new Map<string, RegistrationRecord>()
  const purge = (): void => {
    for (const { id, expiresAt } of kept.values()) if (expiresAt <= now()) kept.delete(id)
  }
  const byLabel = (label: string | undefined): RegistrationRecord | undefined =>
    label === undefined ? undefined : [...kept.values()].find((record) => record.label === label)
  return Object.freeze<RegistrationStore>({
    hasRoom: async (maxOpen, at) =>
      [...kept.values()].filter(({ expiresAt }) => expiresAt > at).length < maxOpen,
    create: async (record, maxOpen) => {
      purge()
      if (kept.size >= maxOpen || byLabel(record.label) !== undefined) return false
      kept.set(record.id, record)
      return true
    },
    find: async (id) => kept.get(id),
    findByLabel: async (label) => byLabel(label),
    replace: async (record, expectedRevision) => {
      if (kept.get(record.id)?.revision !== expectedRevision) return false
      kept.set(record.id, record)
      return true
    },
  })
}
