import { OperationError } from '@lontar/credentials/errors'
import type { Kysely } from 'kysely'
import type { DatabaseSchema } from './database-schema.ts'
import type { PassphraseCost } from './encryption/passphrase-key.ts'
import { createVault, openVault, type VaultRow } from './encryption/vault.ts'
import { createSchema, migrate } from './migrations/migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { readSchemaVersion } from './migrations/schema-version.ts'

/** How the data key is reached. */
export interface DataKeyInput {
  readonly passphrase: string
  /** What a new vault costs. */
  readonly cost: PassphraseCost
  /** The least that an existing vault may cost. */
  readonly floor: PassphraseCost
  /** Whether an empty file may become a database. */
  readonly create: boolean
  readonly now: Date
}

/** Tables and key come in one transaction: there is never a database without its key, nor a second key. */
async function initialise(
  queries: Kysely<DatabaseSchema>,
  { passphrase, cost, now }: DataKeyInput,
): Promise<Uint8Array | undefined> {
  const { row, dataKey } = await createVault(passphrase, cost, now)
  return await queries.transaction().execute(async (transaction) => {
    // Another process may have been faster: then its key counts.
    if ((await readSchemaVersion(transaction)) !== 0) return undefined
    await createSchema(transaction, migrations)
    await transaction.insertInto('vault').values(row).execute()
    return dataKey
  })
}

async function readVault(queries: Kysely<DatabaseSchema>): Promise<VaultRow> {
  const row = await queries.selectFrom('vault').selectAll().executeTakeFirst()
  if (row !== undefined) return row
  throw new OperationError('database_malformed', 'The database has lost its key.')
}

/**
 * Makes or migrates the tables and opens the data key.
 *
 * @throws OperationError `not_initialised`, `database_malformed`, `database_version_unsupported`, `passphrase_wrong`
 */
export async function openDataKey(queries: Kysely<DatabaseSchema>, input: DataKeyInput): Promise<Uint8Array> {
  if ((await readSchemaVersion(queries)) === 0) {
    if (!input.create) throw new OperationError('not_initialised', 'The database was never set up.')
    const dataKey = await initialise(queries, input)
    if (dataKey !== undefined) return dataKey
  }
  await migrate(queries, migrations)
  return await openVault(await readVault(queries), input.passphrase, input.floor)
}
