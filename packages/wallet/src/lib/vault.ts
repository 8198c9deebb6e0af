import type { JsonObject } from '@lontar/credentials/jose'

/**
 * Where a wallet keeps its records, private keys included. What is outside of memory has to be encrypted by the
 * vault; a record is written wholly or not at all.
 */
export interface Vault {
  /** The ids of all records, in no particular order. */
  list(): Promise<string[]>
  /** The record, or `undefined` when there is none. */
  read(id: string): Promise<JsonObject | undefined>
  /** Writes or replaces a record; when it resolves, the record is durable. */
  write(id: string, value: JsonObject): Promise<void>
  /** Removes a record; one that is not there is no failure. */
  delete(id: string): Promise<void>
}
