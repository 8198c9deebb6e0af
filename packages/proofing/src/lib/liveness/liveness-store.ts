import { OperationError } from '@lontar/credentials/errors'
import { eraseFrames } from './erase-frames.ts'
import type { LivenessFrame } from './liveness-detector.ts'
import type { HeadPose } from './liveness-result.ts'

/** A challenge between two of its steps. It holds pictures of a face. */
export interface LivenessRecord {
  /** The capture's own id, which evidence names. */
  readonly captureId: string
  /** The registration that the challenge belongs to. */
  readonly registrationId: string
  /** Everything that the person is asked to do, in order. */
  readonly poses: readonly HeadPose[]
  /** What was answered so far. */
  readonly frames: readonly LivenessFrame[]
  /** When the next pose was named. */
  readonly askedAt: Date
  /** When the whole challenge ends. */
  readonly expiresAt: Date
}

/**
 * Keeps challenges between their steps, each under the nonce of its next step. Whoever implements it keeps the pictures
 * in memory, or encrypted, and drops a record at `expiresAt`.
 */
export interface LivenessStore {
  /** Keeps a record under a nonce that was never used. */
  put(nonce: string, record: LivenessRecord): Promise<void>
  /**
   * Takes a record out, in one step that succeeds once.
   *
   * @returns the record, `used` when it was taken before, `undefined` for a nonce that is not known or no longer
   */
  take(nonce: string): Promise<LivenessRecord | 'used' | undefined>
}

/** Limits of `createMemoryLivenessStore`. */
export interface MemoryLivenessStoreOptions {
  /** How many challenges may be open; 200 by default. With four pictures of 1 MiB each they take 800 MiB at most. */
  readonly maxOpen?: number
  /** The clock; the platform's by default. */
  readonly now?: () => Date
}

/**
 * Keeps challenges in the memory of one process. Pictures go when the challenge is taken for the last time, and at its
 * end, by a timer that keeps no process alive: then they are filled with zeros. Of a registration one challenge is open,
 * the newest: nobody keeps others out by starting again and again.
 *
 * @returns the store. `put` throws OperationError `transactions_full` when too many challenges are open
 */
export function createMemoryLivenessStore(options: MemoryLivenessStoreOptions = {}): LivenessStore {
  const { maxOpen = 200, now = () => new Date() } = options
  const open = new Map<string, LivenessRecord>()
  const used = new Set<string>()

  const drop = (nonce: string): void => {
    eraseFrames(open.get(nonce)?.frames ?? [])
    open.delete(nonce)
  }
  const forget = (nonce: string): void => {
    drop(nonce)
    used.delete(nonce)
  }
  const put = async (nonce: string, record: LivenessRecord): Promise<void> => {
    for (const [other, { registrationId, captureId }] of open) {
      if (registrationId === record.registrationId && captureId !== record.captureId) drop(other)
    }
    if (open.size >= maxOpen) {
      throw new OperationError('transactions_full', 'Too many liveness challenges are open.')
    }
    open.set(nonce, record)
    setTimeout(forget, record.expiresAt.getTime() - now().getTime(), nonce).unref()
  }
  const take = async (nonce: string): Promise<LivenessRecord | 'used' | undefined> => {
    const record = open.get(nonce)
    if (record === undefined) return used.has(nonce) ? 'used' : undefined
    open.delete(nonce)
    used.add(nonce)
    return record
  }
  return Object.freeze({ put, take })
}
