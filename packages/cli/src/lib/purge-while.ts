import { describeError } from './command-error.ts'
import type { Invocation } from './invocation.ts'

/** How long what is past its time may stay while a server runs, in milliseconds. */
export const purgeMilliseconds = 60_000

/** One thing that is purged. */
export interface Purge {
  /** Says which one failed, where there are several. */
  readonly name?: string
  readonly purge: () => Promise<unknown>
}

/** What is purged, each by itself, and how often. */
export interface Purging {
  readonly purges: readonly Purge[]
  readonly intervalMilliseconds: number
}

/**
 * Purges at once and then at each interval for as long as the work goes on. A purge that fails is told on stderr by
 * its code and tried again at the next interval: it must not end the work, and neither it nor one that hangs keeps the
 * others waiting.
 *
 * @returns what the work returns, once no purge is under way
 */
export async function purgeWhile<Result>(
  invocation: Invocation,
  { purges, intervalMilliseconds }: Purging,
  work: () => Promise<Result>,
): Promise<Result> {
  const running = new Map<Purge, Promise<void>>()
  const begin = (): void => {
    for (const one of purges) {
      if (running.has(one)) continue
      running.set(
        one,
        attempt(invocation, one).finally(() => running.delete(one)),
      )
    }
  }
  begin()
  const timer = setInterval(begin, intervalMilliseconds).unref()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    await Promise.all(running.values())
  }
}

/** Purges each once, and reports those that failed. */
export async function purgeOnce(invocation: Invocation, purges: readonly Purge[]): Promise<void> {
  await Promise.all(purges.map((one) => attempt(invocation, one)))
}

async function attempt(invocation: Invocation, { name, purge }: Purge): Promise<void> {
  try {
    await purge()
  } catch (error) {
    const { code } = describeError(error, invocation.language)
    const place = name === undefined ? '' : ` (${name})`
    invocation.note({
      id: `Data yang kedaluwarsa belum dapat dihapus${place}. [${code}]`,
      en: `What is past its time could not be erased yet${place}. [${code}]`,
    })
  }
}
