import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { Invocation } from './invocation.ts'
import { terminalLine } from './terminal-text.ts'

/** How long a person waits without a word, in milliseconds. */
const patience = 2_000

/**
 * The same fetch, that tells a person what is waited for: once the whole has taken long, one line on stderr for each
 * address that is being asked.
 *
 * @param patienceMilliseconds how long nothing is told; 2 seconds by default.
 */
export function tellSlowFetch(
  invocation: Pick<Invocation, 'note'>,
  fetch: GuardedFetch,
  patienceMilliseconds: number = patience,
): GuardedFetch {
  const end = performance.now() + patienceMilliseconds
  return async (url, init) => {
    const tell = (): void => {
      const address = terminalLine(url)
      invocation.note({ id: `Menunggu ${address} …`, en: `Waiting for ${address} …` })
    }
    const timer = setTimeout(tell, Math.max(0, end - performance.now()))
    try {
      return await fetch(url, init)
    } finally {
      clearTimeout(timer)
    }
  }
}
