import { setTimeout as sleep } from 'node:timers/promises'
import { isLocked, toOperationError } from './sqlite-error.ts'

/** How long SQLite itself may wait, in milliseconds: it blocks the event loop meanwhile. */
export const busyTimeoutMilliseconds = 50

/** How often a locked database is tried again, in milliseconds. */
const pollMilliseconds = 10

/** How long an episode of locking lasts after the last failure, in milliseconds. */
const episodeGapMilliseconds = 1000

/** What the wait needs of a connection. */
export interface LockWaitTarget {
  exec(sql: string): void
}

/** Runs a statement, waiting for a lock outside the event loop. */
export type LockWait = <Result>(attempt: () => Result) => Promise<Result>

/**
 * Waits for another connection's lock: at most 50 ms inside SQLite, then by polling without blocking, until
 * `maxWaitMilliseconds` have passed since the database was first found locked. The limit belongs to the episode
 * and not to the caller, so that a queue behind one lock fails together instead of one wait after another.
 */
export function createLockWait(target: LockWaitTarget, maxWaitMilliseconds: number): LockWait {
  let lockedSince: number | undefined
  let lastLocked = Number.NEGATIVE_INFINITY

  function tryOnce<Result>(attempt: () => Result): { readonly result: Result } | undefined {
    try {
      const result = attempt()
      lockedSince = undefined
      return { result }
    } catch (error) {
      if (!isLocked(error)) throw toOperationError(error)
      noteLocked(error)
      return undefined
    }
  }

  function noteLocked(error: unknown): void {
    const now = performance.now()
    if (lockedSince === undefined || now - lastLocked > episodeGapMilliseconds) lockedSince = now
    lastLocked = now
    if (now - lockedSince >= maxWaitMilliseconds) throw toOperationError(error)
  }

  async function poll<Result>(attempt: () => Result): Promise<Result> {
    target.exec('PRAGMA busy_timeout = 0')
    try {
      for (;;) {
        await sleep(pollMilliseconds)
        const done = tryOnce(attempt)
        if (done !== undefined) return done.result
      }
    } finally {
      target.exec(`PRAGMA busy_timeout = ${busyTimeoutMilliseconds}`)
    }
  }

  return async (attempt) => {
    const done = tryOnce(attempt)
    return done === undefined ? await poll(attempt) : done.result
  }
}
