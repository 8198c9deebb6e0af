/** Runs work, and of works with the same key one after the other; nothing of one is seen by the next but its end. */
export type InTurn = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>

/**
 * Makes turns for one wallet. Work must not ask for a turn under the key that it has itself: it would wait for its own
 * end.
 *
 * @returns a function that gives and throws what the work does; a work that failed keeps no other from its turn.
 */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work)
    const settled = done.catch(() => undefined)
    last.set(key, settled)
    try {
      return await done
    } finally {
      if (last.get(key) === settled) last.delete(key)
    }
  }
}
