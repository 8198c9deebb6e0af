/**
 * The first version without the WAL-reset race, which could lose a committed write when two connections are open.
 *
 * @see https://www.sqlite.org/changes.html
 */
const oldestSafe: readonly [number, number, number] = [3, 51, 3]

/** True when a SQLite library of that version, such as `3.51.3`, loses no committed write. */
export function isSqliteVersionSafe(version: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)
  if (match === null) return false
  const firstDifference = oldestSafe
    .map((part, index) => Number(match[index + 1]) - part)
    .find((difference) => difference !== 0)
  return (firstDifference ?? 0) >= 0
}
