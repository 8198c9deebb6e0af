import { DatabaseSync } from 'node:sqlite'
import { OperationError } from '@lontar/credentials/errors'
import type { DatabaseLocation } from './database-location.ts'
import { busyTimeoutMilliseconds, createLockWait, type LockWait } from './lock-wait.ts'
import { requireSqliteVersion } from './require-sqlite-version.ts'
import { toOperationError } from './sqlite-error.ts'

/** An open connection and the way to wait for its locks. */
export interface OpenSqlite {
  readonly database: DatabaseSync
  readonly waitForLock: LockWait
}

/** The settings every connection needs: durable commits, erased means erased, nothing run that the file brought. */
const settings: readonly string[] = [
  `PRAGMA busy_timeout = ${busyTimeoutMilliseconds}`,
  'PRAGMA trusted_schema = OFF',
  'PRAGMA cell_size_check = ON',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  'PRAGMA secure_delete = ON',
  'PRAGMA temp_store = MEMORY',
]

/** A whole check reads every page; above this size, in bytes, it would hold up each start. */
const checkedBytes = 64 * 1024 * 1024

function connect(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: busyTimeoutMilliseconds })
  } catch (error) {
    throw toOperationError(error)
  }
}

function requireWhole(database: DatabaseSync): void {
  const pages = database
    .prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
    .get()
  if (Number(pages?.bytes) > checkedBytes) return
  const check = database.prepare('PRAGMA quick_check(1)').get()
  if (check?.quick_check !== 'ok') {
    throw new OperationError('database_malformed', 'The database is damaged.')
  }
}

/**
 * Opens a connection with the settings that the store relies on and looks for damage.
 *
 * @throws OperationError `database_version_unsupported`, `database_malformed`, `database_locked`,
 *   `file_unreadable`, `file_unwritable`
 */
export async function openSqlite(
  location: DatabaseLocation,
  maxLockWaitMilliseconds: number,
): Promise<OpenSqlite> {
  requireSqliteVersion(process.versions.sqlite)
  const database = connect(location.kind === 'memory' ? ':memory:' : location.path)
  const waitForLock = createLockWait(database, maxLockWaitMilliseconds)
  try {
    for (const setting of settings) await waitForLock(() => database.exec(setting))
    await waitForLock(() => requireWhole(database))
    return { database, waitForLock }
  } catch (error) {
    database.close()
    throw error
  }
}
