import type { JsonObject } from '@lontar/credentials/jose'
import type { Vault } from './vault.ts'

/**
 * Creates a vault that lives as long as the process. Nothing in it is encrypted, and nothing of it is written
 * anywhere.
 */
export function createMemoryVault(): Vault {
  const records = new Map<string, JsonObject>()
  return Object.freeze({
    list: async () => [...records.keys()],
    read: async (id: string) => structuredClone(records.get(id)),
    write: async (id: string, value: JsonObject) => {
      records.set(id, structuredClone(value))
    },
    delete: async (id: string) => {
      records.delete(id)
    },
  })
}
