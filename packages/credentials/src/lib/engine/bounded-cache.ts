/** A map that forgets its oldest entry when it is full. */
export interface BoundedCache<Value> {
  /** The value kept for `key`, or what `create` makes, which is then kept. */
  get(key: string, create: () => Value): Value
  /** Forgets one entry. */
  delete(key: string): void
  readonly size: number
}

/**
 * Creates a cache for values that are pure functions of their key.
 *
 * @param maxEntries how many values are kept, 1 or more.
 * @returns an empty cache.
 */
export function createBoundedCache<Value>(maxEntries: number): BoundedCache<Value> {
  const entries = new Map<string, Value>()
  return Object.freeze({
    get(key: string, create: () => Value): Value {
      const kept = entries.get(key)
      if (kept !== undefined) return kept
      const made = create()
      // A Map iterates in the order of insertion, so the first key is the oldest.
      for (const oldest of entries.keys()) {
        if (entries.size < maxEntries) break
        entries.delete(oldest)
      }
      entries.set(key, made)
      return made
    },
    delete(key: string): void {
      entries.delete(key)
    },
    get size(): number {
      return entries.size
    },
  })
}
