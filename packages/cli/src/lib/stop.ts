import { getEventListeners } from 'node:events'

/** How a process that was asked to stop does so. */
export interface Stop {
  /** Aborted at the first ask. */
  readonly signal: AbortSignal
  /** Somebody asks: a terminal, a supervisor, or both at once. */
  readonly ask: () => void
}

/** An ask that follows sooner is the same one, sent by the terminal and by the process above. In milliseconds. */
const sameAskMilliseconds = 500
/** 128 and the number of SIGINT. */
const interrupted = 130

/**
 * A command that waits for the signal ends in order: it closes its server and its database. When nothing waits, or
 * somebody asks again, the process ends at once; a database and a vault bear that.
 *
 * @param exit ends the process.
 */
export function createStop(exit: (exitCode: number) => void, now: () => number = Date.now): Stop {
  const controller = new AbortController()
  let askedAt: number | undefined
  return {
    signal: controller.signal,
    ask: () => {
      const again = askedAt !== undefined && now() - askedAt > sameAskMilliseconds
      const isFirst = askedAt === undefined
      askedAt ??= now()
      if (again || (isFirst && getEventListeners(controller.signal, 'abort').length === 0)) exit(interrupted)
      controller.abort()
    },
  }
}
