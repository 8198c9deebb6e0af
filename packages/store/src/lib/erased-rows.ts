import type { OpenSqlite } from './sqlite/open-sqlite.ts'

/** How soon erased rows leave the write-ahead log, in milliseconds. */
const delayMilliseconds = 1000

/** Empties the write-ahead log, where the pages of erased rows live on until they are overwritten. */
export interface ErasedRows {
  /** Empties it within a second; many calls make one run. */
  readonly forgetSoon: () => void
  /** Empties it now, unless another connection still reads from it. */
  readonly forgetNow: () => void
  /** Cancels what is due. */
  readonly stop: () => void
}

/** True when the log is empty. A failure must not fail the work that came before it: it is tried again. */
function truncateLog({ database }: OpenSqlite): boolean {
  if (!database.isOpen || database.isTransaction) return false
  try {
    const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
    return row?.busy === 0
  } catch {
    return false
  }
}

/** Makes the keeper of the log; its timer never keeps a process alive. */
export function createErasedRows(sqlite: OpenSqlite): ErasedRows {
  let timer: NodeJS.Timeout | undefined

  function run(): void {
    timer = undefined
    if (!truncateLog(sqlite) && sqlite.database.isOpen) forgetSoon()
  }

  function forgetSoon(): void {
    timer ??= setTimeout(run, delayMilliseconds).unref()
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  return {
    forgetSoon,
    forgetNow: () => {
      stop()
      if (!truncateLog(sqlite)) forgetSoon()
    },
    stop,
  }
}
