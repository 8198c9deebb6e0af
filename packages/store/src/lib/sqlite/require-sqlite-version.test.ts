import { expect, it } from 'vitest'
import { requireSqliteVersion } from './require-sqlite-version.ts'

it.each(['3.51.3', '3.51.10', '3.52.0', '3.100.0', '4.0.0', process.versions.sqlite])(
  'SQLite %s is taken',
  (version) => {
    expect(() => requireSqliteVersion(version)).not.toThrow()
  },
)

it.each(['3.51.2', '3.50.7', '3.9.9', '2.99.99', '3.51', 'newest', '', undefined])(
  'SQLite %s is refused (X11)',
  (version) => {
    expect(() => requireSqliteVersion(version)).toThrow(
      expect.objectContaining({ code: 'database_version_unsupported' }),
    )
  },
)
