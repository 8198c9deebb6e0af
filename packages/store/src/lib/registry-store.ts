import type { JsonObject } from '@lontar/credentials/jose'
import type { Kysely } from 'kysely'
import type { DatabaseSchema } from './database-schema.ts'
import type { SealedPlace } from './encryption/secrets.ts'
import type { StoreDatabase } from './store-database.ts'

/** One person of the population register. */
export interface RegistryRecord {
  /** 16 digits; kept as a keyed MAC only. */
  readonly nik: string
  /** The columns of the register as JSON; kept sealed. */
  readonly record: JsonObject
}

/** The records of a registry simulator. */
export interface RegistryStore {
  /** Keeps or replaces one record. */
  put(nik: string, record: JsonObject): Promise<void>
  /** Keeps or replaces many records, all or none; returns how many. */
  putAll(records: Iterable<RegistryRecord>): Promise<number>
  /** The record of a NIK, or `undefined`. */
  find(nik: string): Promise<JsonObject | undefined>
}

function recordPlace(nikMac: Uint8Array): SealedPlace {
  return { table: 'registry', column: 'record', id: Buffer.from(nikMac).toString('base64url') }
}

async function upsert(
  queries: Kysely<DatabaseSchema>,
  { secrets, now }: StoreDatabase,
  { nik, record }: RegistryRecord,
): Promise<void> {
  const nik_mac = secrets.nikMac(nik)
  const values = {
    record: secrets.seal(recordPlace(nik_mac), JSON.stringify(record)),
    changed_at: now().getTime(),
  }
  await queries
    .insertInto('registry')
    .values({ nik_mac, ...values })
    .onConflict((conflict) => conflict.column('nik_mac').doUpdateSet(values))
    .execute()
}

async function putAll(database: StoreDatabase, records: Iterable<RegistryRecord>): Promise<number> {
  return await database.queries.transaction().execute(async (transaction) => {
    let count = 0
    for (const record of records) {
      await upsert(transaction, database, record)
      count += 1
    }
    return count
  })
}

async function find({ queries, secrets }: StoreDatabase, nik: string): Promise<JsonObject | undefined> {
  const nikMac = secrets.nikMac(nik)
  const row = await queries
    .selectFrom('registry')
    .select('record')
    .where('nik_mac', '=', nikMac)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return JSON.parse(secrets.unseal(recordPlace(nikMac), row.record)) as JsonObject
}

/** The register's records on the database. */
export function createRegistryStore(database: StoreDatabase): RegistryStore {
  return Object.freeze<RegistryStore>({
    put: (nik, record) => upsert(database.queries, database, { nik, record }),
    putAll: (records) => putAll(database, records),
    find: (nik) => find(database, nik),
  })
}
