import { OperationError } from '@lontar/credentials/errors'
import type { Kysely, Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { Migration } from './migration.ts'
import { readSchemaVersion, writeSchemaVersion } from './schema-version.ts'

function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

async function applyStep(database: Kysely<DatabaseSchema>, step: Migration): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    // Read inside the transaction: another process may have made the step since.
    if ((await readSchemaVersion(transaction)) !== step.version - 1) return
    await step.apply(transaction)
    await writeSchemaVersion(transaction, step.version)
  })
}

/**
 * Brings an existing database up to date, one step per transaction: a kill between two steps leaves a whole schema,
 * and the next start goes on from there.
 *
 * @throws OperationError `database_version_unsupported` when the file was written by a newer Lontar
 */
export async function migrate(
  database: Kysely<DatabaseSchema>,
  migrations: readonly Migration[],
): Promise<void> {
  const current = await readSchemaVersion(database)
  if (current > newestVersion(migrations)) {
    throw new OperationError(
      'database_version_unsupported',
      'The database was written by a newer version of Lontar.',
    )
  }
  for (const step of migrations.filter(({ version }) => version > current)) await applyStep(database, step)
}

/** Makes every table of an empty database inside one transaction, so that no half-made database can be found later. */
export async function createSchema(
  transaction: Transaction<DatabaseSchema>,
  migrations: readonly Migration[],
): Promise<void> {
  for (const { apply } of migrations) await apply(transaction)
  await writeSchemaVersion(transaction, newestVersion(migrations))
}
