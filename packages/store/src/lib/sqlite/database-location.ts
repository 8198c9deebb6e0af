import { resolve } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'

/** Where a database lies. */
export type DatabaseLocation = { readonly kind: 'memory' } | { readonly kind: 'file'; readonly path: string }

/**
 * Reads `sqlite:FILE` or `sqlite::memory:`.
 *
 * @throws OperationError `usage` for anything else
 */
export function parseDatabaseLocation(database: string): DatabaseLocation {
  const rest = database.startsWith('sqlite:') ? database.slice('sqlite:'.length) : ''
  if (rest === ':memory:') return { kind: 'memory' }
  if (rest === '' || rest.includes('\0')) {
    throw new OperationError('usage', 'A database is named sqlite:FILE or sqlite::memory:.')
  }
  // An absolute path never begins with `file:`, which SQLite would read as a URI with options.
  return { kind: 'file', path: resolve(rest) }
}
