/** Keeps what was read from a store until anything in it changes. */
export interface RevisionCache<Value> {
  /** What is kept under `key`, or what `load` brings, which is then kept. A load that fails is not. */
  get(key: string, load: () => Promise<Value>): Promise<Value>
}

interface Generation<Value> {
  readonly revision: string
  readonly entries: Map<string, Promise<Value>>
}

/**
 * Creates a bounded cache of what a store holds. The revision is asked before each answer, so that what another
 * program changed counts with the next call.
 *
 * @param source whose `revision` is another text after each change.
 * @param maxEntries how many values are kept, 1 or more; the oldest is forgotten first.
 */
export function createRevisionCache<Value>(
  source: { revision(): Promise<string> },
  maxEntries: number,
): RevisionCache<Value> {
  let generation: Generation<Value> = { revision: '', entries: new Map() }
  return Object.freeze<RevisionCache<Value>>({
    get: async (key, load) => {
      const revision = await source.revision()
      if (revision !== generation.revision) generation = { revision, entries: new Map() }
      // Not looked up again: what is loaded now belongs to this revision, even when a later one comes meanwhile.
      const { entries } = generation
      const kept = entries.get(key)
      if (kept !== undefined) return kept
      const loading = load()
      makeRoom(entries, maxEntries)
      entries.set(key, loading)
      loading.catch(() => entries.delete(key))
      return loading
    },
  })
}

/** A Map iterates in the order of insertion, so the first key is the oldest. */
function makeRoom(entries: Map<string, unknown>, maxEntries: number): void {
  for (const oldest of entries.keys()) {
    if (entries.size < maxEntries) return
    entries.delete(oldest)
  }
}
