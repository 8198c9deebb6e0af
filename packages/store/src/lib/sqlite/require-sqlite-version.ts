import { OperationError } from '@lontar/credentials/errors'
import { isSqliteVersionSafe } from './is-sqlite-version-safe.ts'

/**
 * Refuses a SQLite library that can lose committed writes.
 *
 * @throws OperationError `database_version_unsupported`
 */
export function requireSqliteVersion(version: string | undefined): void {
  if (version !== undefined && isSqliteVersionSafe(version)) return
  throw new OperationError(
    'database_version_unsupported',
    'This Node.js carries an SQLite older than 3.51.3, which can lose committed writes.',
  )
}
