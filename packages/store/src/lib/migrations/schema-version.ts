import { OperationError } from '@lontar/credentials/errors'
import { type Kysely, sql } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** `LONT`: marks a file as ours, so that another program's database is never migrated. */
const applicationId = 0x4c4f4e54

async function readPragma(
  database: Kysely<DatabaseSchema>,
  name: 'application_id' | 'user_version',
): Promise<number> {
  const { rows } = await sql.raw<Record<string, number>>(`PRAGMA ${name}`).execute(database)
  return rows[0]?.[name] ?? 0
}

async function isEmpty(database: Kysely<DatabaseSchema>): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM sqlite_schema`.execute(database)
  return rows[0]?.count === 0
}

/**
 * The version of the schema in the file; 0 for a file with nothing in it.
 *
 * @throws OperationError `database_malformed` when the file is another program's database
 */
export async function readSchemaVersion(database: Kysely<DatabaseSchema>): Promise<number> {
  const version = await readPragma(database, 'user_version')
  if (version > 0 && (await readPragma(database, 'application_id')) === applicationId) return version
  if (version === 0 && (await isEmpty(database))) return 0
  throw new OperationError('database_malformed', 'The file is a database of another program.')
}

/** Writes the version; part of the running transaction like any other change. */
export async function writeSchemaVersion(database: Kysely<DatabaseSchema>, version: number): Promise<void> {
  await sql.raw(`PRAGMA application_id = ${applicationId}`).execute(database)
  await sql.raw(`PRAGMA user_version = ${version}`).execute(database)
}
