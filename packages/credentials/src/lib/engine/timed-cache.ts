import { createBoundedCache } from './bounded-cache.ts'

/** Keeps what was fetched for a while. */
export interface TimedCache<Value> {
  /** What is kept under `key` and still fresh, or what `load` brings, which is then kept. One load serves all who wait. */
  get(key: string, now: Date, load: () => Promise<Value>): Promise<Value>
}

interface Kept<Value> {
  readonly value: Promise<Value>
  /** In milliseconds since 1970. */
  readonly askedAt: number
}

/**
 * Creates a bounded cache whose entries age. A load that fails is not kept, and a clock that is set back makes no entry
 * live longer.
 *
 * @param limits how many values are kept, 1 or more, and how long, in seconds.
 * @returns an empty cache.
 */
export function createTimedCache<Value>(limits: {
  readonly maxEntries: number
  readonly maxAgeSeconds: number
}): TimedCache<Value> {
  const kept = createBoundedCache<Kept<Value>>(limits.maxEntries)
  return Object.freeze({
    get(key: string, now: Date, load: () => Promise<Value>): Promise<Value> {
      const make = (): Kept<Value> => ({ value: load(), askedAt: now.getTime() })
      const entry = kept.get(key, make)
      const ageSeconds = (now.getTime() - entry.askedAt) / 1000
      const isFresh = ageSeconds >= 0 && ageSeconds < limits.maxAgeSeconds
      if (!isFresh) kept.delete(key)
      const { value } = isFresh ? entry : kept.get(key, make)
      value.catch(() => kept.delete(key))
      return value
    },
  })
}
