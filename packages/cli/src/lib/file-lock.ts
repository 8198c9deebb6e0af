import { closeSync, openSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { OperationError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'

const retryMilliseconds = 20

/**
 * Works while nobody else does under the same lock, in this process or another. The lock is one that SQLite holds on a
 * file: the system takes it back from a process that ends, however it ends, so that none is ever left behind.
 *
 * @param path the file of the lock; it is made, stays, and holds nothing.
 * @param patienceMilliseconds how long to wait for the others; 10 seconds by default.
 * @throws {OperationError} `file_unwritable` when it cannot be had.
 */
export async function withFileLock<Result>(
  path: string,
  work: () => Promise<Result>,
  patienceMilliseconds = 10_000,
): Promise<Result> {
  const { DatabaseSync } = await import('node:sqlite')
  const lock = attempt(() => {
    makePrivateFile(path)
    return new DatabaseSync(path, { timeout: 0 })
  })
  try {
    const end = performance.now() + patienceMilliseconds
    while (!attempt(() => take(lock))) {
      if (performance.now() > end) throw unavailable()
      await wait(retryMilliseconds)
    }
    return await work()
  } finally {
    lock.close()
  }
}

/** Waiting within SQLite would keep this very process from ending the work that holds the lock. */
function take(lock: { exec(sql: string): void }): boolean {
  try {
    // Nothing is ever written, not even beside it.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy) return false
    throw error
  }
}

/** SQLITE_BUSY. */
const busy = 5

/** At one go, since closing the file later would take back what this process has locked of it meanwhile. */
function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function attempt<Result>(step: () => Result): Result {
  try {
    return step()
  } catch (cause) {
    throw unavailable(cause)
  }
}

function unavailable(cause?: unknown): OperationError {
  return explained(
    new OperationError('file_unwritable', 'the trust list of the data folder is locked by another process', {
      cause,
    }),
    'daftar kepercayaan di folder data sedang dikunci oleh proses lain',
  )
}
