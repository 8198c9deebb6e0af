import { OperationError } from '@lontar/credentials/errors'

/**
 * The first version without the WAL-reset race, which could lose a committed write when two connections are open.
 *
 * @see https://www.sqlite.org/changes.html
 */
const oldestSafe: readonly [number, number, number] = [3, 51, 3]

function isAtLeast(version: string, [major, minor, patch]: readonly [number, number, number]): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)
  if (match === null) return false
  const parts = [Number(match[1]) - major, Number(match[2]) - minor, Number(match[3]) - patch]
  const firstDifference = parts.find((difference) => difference !== 0) ?? 0
  return firstDifference >= 0
}

/**
 * Refuses a SQLite library that can lose committed writes.
 *
 * @throws OperationError `database_version_unsupported`
 */
export function requireSqliteVersion(version: string | undefined): void {
  if (version !== undefined && isAtLeast(version, oldestSafe)) return
  throw new OperationError(
    'database_version_unsupported',
    'This Node.js carries an SQLite older than 3.51.3, which can lose committed writes.',
  )
}
