import { describeError } from './command-error.ts'
import type { Invocation } from './invocation.ts'

/** How long what is past its time may stay while a server runs, in milliseconds. */
export const purgeMilliseconds = 60_000

/** What is purged, and how often. */
export interface Purging {
  readonly purge: () => Promise<unknown>
  readonly intervalMilliseconds: number
}

/**
 * Purges at once and then at each interval for as long as the work goes on. A purge that fails is told on stderr by
 * its code and tried again at the next interval: it must not end the work.
 *
 * @returns what the work returns, once no purge is under way
 */
export async function purgeWhile<Result>(
  invocation: Invocation,
  { purge, intervalMilliseconds }: Purging,
  work: () => Promise<Result>,
): Promise<Result> {
  let running: Promise<void> | undefined
  const begin = (): void => {
    running ??= attempt(invocation, purge).finally(() => {
      running = undefined
    })
  }
  begin()
  const timer = setInterval(begin, intervalMilliseconds).unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await running
  }
}

async function attempt(invocation: Invocation, purge: Purging['purge']): Promise<void> {
  try {
    await purge()
  } catch (error) {
    const { code } = describeError(error, invocation.language)
    invocation.note({
      id: `Data yang kedaluwarsa belum dapat dihapus. [${code}]`,
      en: `What is past its time could not be erased yet. [${code}]`,
    })
  }
}
