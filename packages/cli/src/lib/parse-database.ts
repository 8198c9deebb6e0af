import { UnsupportedError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'
import { InvalidValueError } from './invalid-value.ts'

/**
 * Where the database lies: `sqlite:FILE`.
 *
 * @throws {UnsupportedError} `database_unsupported` for PostgreSQL.
 */
export function parseDatabase(value: string): string {
  if (/^postgres(ql)?:/.test(value)) {
    throw explained(
      new UnsupportedError('database_unsupported', 'this version keeps its data in SQLite'),
      'versi ini menyimpan datanya di SQLite',
    )
  }
  if (!/^sqlite:[^\0]+$/.test(value) || value === 'sqlite::memory:')
    throw new InvalidValueError({ id: 'sqlite:BERKAS.', en: 'sqlite:FILE.' })
  return value
}
