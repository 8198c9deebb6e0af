import { LontarError, OperationError } from '@lontar/credentials/errors'

interface RawSqliteError {
  readonly code: 'ERR_SQLITE_ERROR'
  readonly errcode: number
}

function isRawSqliteError(error: unknown): error is RawSqliteError {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR' && 'errcode' in error
}

/** The primary result code: the low byte of an extended one. */
function resultCode(error: unknown): number | undefined {
  return isRawSqliteError(error) ? error.errcode & 0xff : undefined
}

/** True for SQLITE_BUSY and SQLITE_LOCKED: another connection is writing, and waiting helps. */
export function isLocked(error: unknown): boolean {
  const code = resultCode(error)
  return code === 5 || code === 6
}

/**
 * Turns a failure of the database into an `OperationError`; a typed failure passes through.
 * The texts are fixed: SQLite's own may quote a file name or a statement.
 */
export function toOperationError(error: unknown): LontarError {
  if (error instanceof LontarError) return error
  const options = { cause: error }
  switch (resultCode(error)) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return new OperationError('database_locked', 'Another program keeps the database locked.', options)
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return new OperationError('database_malformed', 'The file is not a whole Lontar database.', options)
    case 8: // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
      return new OperationError('file_unwritable', 'The database cannot be written.', options)
    case 3: // SQLITE_PERM
    case 14: // SQLITE_CANTOPEN
    case 23: // SQLITE_AUTH
      return new OperationError('file_unreadable', 'The database cannot be opened.', options)
    default:
      return new OperationError('internal', 'The database refused a statement.', options)
  }
}
