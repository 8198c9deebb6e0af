import { closeSync, openSync, statSync } from 'node:fs'
import { OperationError } from '@lontar/credentials/errors'

function errorCodeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Makes the file readable by its owner alone; SQLite gives its WAL the same mode. */
function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return
    throw new OperationError('file_unwritable', 'The database file cannot be created.', { cause: error })
  }
}

function requireWholeFile(path: string, create: boolean): void {
  const stats = statSync(path)
  if (!stats.isFile()) throw new OperationError('file_unreadable', 'The database is not a file.')
  // A database that lost its content must not be taken for one that was never made.
  if (stats.size === 0 && !create) {
    throw new OperationError('database_malformed', 'The database file is empty.')
  }
}

/**
 * Checks that the database file is there, or makes an empty one when `create` is set.
 *
 * @throws OperationError `not_initialised`, `file_unreadable`, `file_unwritable`, `database_malformed`
 */
export function prepareDatabaseFile(path: string, create: boolean): void {
  try {
    requireWholeFile(path, create)
  } catch (error) {
    if (error instanceof OperationError) throw error
    if (errorCodeOf(error) !== 'ENOENT') {
      throw new OperationError('file_unreadable', 'The database file cannot be read.', { cause: error })
    }
    if (!create) throw new OperationError('not_initialised', 'There is no database file.', { cause: error })
    createPrivateFile(path)
  }
}
