import type { JsonObject } from '@lontar/credentials/jose'
import type { SealedPlace } from './encryption/secrets.ts'
import type { StoreDatabase } from './store-database.ts'

/** A service that an installation asks. */
export type AskedService = 'registry'

/** By what services know the installation: users and passwords, at rest. */
export interface ServiceCredentialStore {
  /** Keeps or replaces the credentials of a service; kept sealed. */
  save(service: AskedService, credentials: JsonObject): Promise<void>
  /** The credentials of a service, or `undefined`. */
  load(service: AskedService): Promise<JsonObject | undefined>
  /** Erases them; false when there were none. */
  remove(service: AskedService): Promise<boolean>
}

function placeOf(service: AskedService): SealedPlace {
  return { table: 'service_credentials', column: 'credentials', id: service }
}

async function save(
  { queries, secrets, now, forgetErased }: StoreDatabase,
  service: AskedService,
  credentials: JsonObject,
): Promise<void> {
  const values = {
    credentials: secrets.seal(placeOf(service), JSON.stringify(credentials)),
    changed_at: now().getTime(),
  }
  await queries
    .insertInto('service_credentials')
    .values({ service, ...values })
    .onConflict((conflict) => conflict.column('service').doUpdateSet(values))
    .execute()
  forgetErased()
}

async function load(
  { queries, secrets }: StoreDatabase,
  service: AskedService,
): Promise<JsonObject | undefined> {
  const row = await queries
    .selectFrom('service_credentials')
    .select('credentials')
    .where('service', '=', service)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return JSON.parse(secrets.unseal(placeOf(service), row.credentials)) as JsonObject
}

async function remove({ queries, forgetErased }: StoreDatabase, service: AskedService): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('service_credentials')
    .where('service', '=', service)
    .executeTakeFirstOrThrow()
  forgetErased()
  return numDeletedRows === 1n
}

/** The credentials for services on the database. */
export function createServiceCredentialStore(database: StoreDatabase): ServiceCredentialStore {
  return Object.freeze<ServiceCredentialStore>({
    save: (service, credentials) => save(database, service, credentials),
    load: (service) => load(database, service),
    remove: (service) => remove(database, service),
  })
}
