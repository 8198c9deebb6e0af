import { OperationError } from '@lontar/credentials/errors'
import type { IssuerStore } from '@lontar/issuer'
import type { ConsentRecords } from '@lontar/proofing/consent'
import type { EvidenceImageCustody } from '@lontar/proofing/evidence-images'
import type { VerifierStore } from '@lontar/verifier'
import { Kysely } from 'kysely'
import { type AgentStore, createAgentStore } from './agent/agent-store.ts'
import type { DatabaseSchema } from './database-schema.ts'
import { fileCost, memoryCost, type PassphraseCost } from './encryption/passphrase-key.ts'
import { createSecrets } from './encryption/secrets.ts'
import { createErasedRows, type ErasedRows } from './erased-rows.ts'
import { createIssuerStore } from './issuer/create-issuer-store.ts'
import { createKeyStore, type KeyStore } from './key-store.ts'
import { createOfficerStore, type OfficerStore } from './officer/officer-store.ts'
import { openDataKey } from './open-data-key.ts'
import { createRegistrationStore, type OfficeRegistrationStore } from './registration/registration-store.ts'
import { createRegistryStore, type RegistryStore } from './registry-store.ts'
import { createServiceCredentialStore, type ServiceCredentialStore } from './service-credential-store.ts'
import { type DatabaseLocation, parseDatabaseLocation } from './sqlite/database-location.ts'
import { type OpenSqlite, openSqlite } from './sqlite/open-sqlite.ts'
import { prepareDatabaseFile } from './sqlite/prepare-database-file.ts'
import { SqliteDialect } from './sqlite/sqlite-dialect.ts'
import { toOperationError } from './sqlite/sqlite-error.ts'
import type { StoreDatabase } from './store-database.ts'
import { createConsentStore } from './subject/consent-store.ts'
import { createEvidenceImageStore } from './subject/evidence-image-store.ts'
import { createSubjectStore, type SubjectStore } from './subject/subject-store.ts'
import { createVerifierStore } from './verifier/create-verifier-store.ts'

/** Options of `openStore`. */
export interface OpenStoreOptions {
  /** `sqlite:FILE` or `sqlite::memory:`. */
  readonly database: string
  /** Opens the personal data and the keys; there is no other way to them. */
  readonly passphrase: string
  /** Makes the database when there is none; false by default. A database in memory is always made. */
  readonly create?: boolean
  /** How long another program's lock is waited for, in milliseconds; 5000 by default. */
  readonly maxLockWaitMilliseconds?: number
  /** The clock; that of the system by default. */
  readonly now?: () => Date
}

/** Everything that Lontar remembers, in one database. */
export interface Store {
  /** For `createIssuer`. */
  readonly issuer: IssuerStore
  /** For `createVerifier`. */
  readonly verifier: VerifierStore
  /** The people of the registry simulator. */
  readonly registry: RegistryStore
  /** By what the services that are asked, such as a population register, know the installation. */
  readonly serviceCredentials: ServiceCredentialStore
  /** Signing keys. */
  readonly keys: KeyStore
  /** Keys and DIDs of a Veramo agent, for `@lontar/veramo`. */
  readonly agent: AgentStore
  /** Consents with their receipts, for `@lontar/proofing/consent`. */
  readonly consents: ConsentRecords
  /** What persons ask for by their rights. */
  readonly subjects: SubjectStore
  /** Accounts of officers and the decisions that were used, for `@lontar/proofing/officer`. */
  readonly officers: OfficerStore
  /** Images that wait for an officer, for `@lontar/proofing/evidence-images`. */
  readonly evidenceImages: EvidenceImageCustody
  /** Registrations between their steps, for `@lontar/proofing/registration`. */
  readonly registrations: OfficeRegistrationStore
  /** Finishes what is queued, empties the write-ahead log and closes the file. Further calls do nothing. */
  close(): Promise<void>
}

function requirePassphrase(passphrase: string): void {
  if (passphrase !== '') return
  throw new OperationError('passphrase_missing', 'The database needs a passphrase.')
}

function costOf({ kind }: DatabaseLocation): PassphraseCost {
  return kind === 'memory' ? memoryCost : fileCost
}

async function openDatabase(
  queries: Kysely<DatabaseSchema>,
  location: DatabaseLocation,
  options: OpenStoreOptions,
): Promise<Uint8Array> {
  const cost = costOf(location)
  return await openDataKey(queries, {
    passphrase: options.passphrase,
    cost,
    floor: cost,
    create: location.kind === 'memory' || options.create === true,
    now: options.now?.() ?? new Date(),
  })
}

/** Waits its turn behind what is queued. */
async function forgetErasedNow(queries: Kysely<DatabaseSchema>, erased: ErasedRows): Promise<void> {
  await queries.connection().execute(async () => erased.forgetNow())
}

async function close(queries: Kysely<DatabaseSchema>, erased: ErasedRows): Promise<void> {
  await forgetErasedNow(queries, erased)
  erased.stop()
  await queries.destroy()
}

function createStore(
  sqlite: OpenSqlite,
  queries: Kysely<DatabaseSchema>,
  secret: { readonly dataKey: Uint8Array; readonly cost: PassphraseCost },
  now: () => Date,
): Store {
  const erased = createErasedRows(sqlite)
  const database: StoreDatabase = {
    queries,
    secrets: createSecrets(secret.dataKey),
    now,
    forgetErased: erased.forgetSoon,
    forgetErasedNow: () => forgetErasedNow(queries, erased),
  }
  let closing: Promise<void> | undefined
  return Object.freeze<Store>({
    issuer: createIssuerStore(database),
    verifier: createVerifierStore(database),
    registry: createRegistryStore(database),
    serviceCredentials: createServiceCredentialStore(database),
    keys: createKeyStore(database),
    agent: createAgentStore(database),
    consents: createConsentStore(database),
    subjects: createSubjectStore(database),
    officers: createOfficerStore(database, secret.cost),
    evidenceImages: createEvidenceImageStore(database),
    registrations: createRegistrationStore(database),
    close: () => {
      closing ??= close(queries, erased)
      return closing
    },
  })
}

/**
 * Opens the database, brings its tables up to date and unlocks its data.
 * Several programs may have the same file open: writes wait for each other, first 50 ms inside SQLite and then
 * without blocking the event loop, until `maxLockWaitMilliseconds` have passed.
 *
 * @param options - where the database lies and what opens it
 * @returns the stores of an issuer, a verifier, a registry simulator and the signing keys
 * @throws OperationError `usage` (not a database name), `passphrase_missing`, `passphrase_wrong` (or its header was
 *   changed), `not_initialised`, `database_malformed`, `database_locked`, `database_version_unsupported`
 *   (SQLite before 3.51.3, or a file of a newer Lontar), `file_unreadable`, `file_unwritable`
 * @example
 * const store = await openStore({ database: 'sqlite:lontar.db', passphrase, create: true })
 * await store.keys.load('issuer')
 * await store.close()
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  requirePassphrase(options.passphrase)
  const location = parseDatabaseLocation(options.database)
  if (location.kind === 'file') prepareDatabaseFile(location.path, options.create === true)
  const sqlite = await openSqlite(location, options.maxLockWaitMilliseconds ?? 5000)
  const queries = new Kysely<DatabaseSchema>({
    dialect: new SqliteDialect(sqlite.database, sqlite.waitForLock),
  })
  try {
    const dataKey = await openDatabase(queries, location, options)
    return createStore(
      sqlite,
      queries,
      { dataKey, cost: costOf(location) },
      options.now ?? (() => new Date()),
    )
  } catch (error) {
    sqlite.database.close()
    throw toOperationError(error)
  }
}
