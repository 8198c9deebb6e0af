/**
 * Remembers what a pure function of a URL returned, for the URLs that it was first asked for last.
 *
 * @param resolve the function; what it returns must not be changed by anybody.
 * @param maxEntries how many answers are kept, 1 or more; the oldest is forgotten first. `undefined` is not kept, so that
 * nothing that a stranger makes up takes the place of something known.
 */
export function createUrlMemo<Value>(
  resolve: (url: string) => Value | undefined,
  maxEntries: number,
): (url: string) => Value | undefined {
  const kept = new Map<string, Value>()
  return (url) => {
    const known = kept.get(url)
    if (known !== undefined) return known
    const value = resolve(url)
    if (value === undefined) return undefined
    const oldest = kept.size >= maxEntries ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(url, value)
    return value
  }
}
