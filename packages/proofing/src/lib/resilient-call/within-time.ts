import type { Attempt } from './attempt.ts'

/**
 * Ends an attempt when its time is over or its caller gives up, whether or not the attempt heeds the signal that it
 * is given.
 *
 * @param attempt - one question
 * @param milliseconds - how long it may take
 * @param outer - the caller's own signal
 * @returns how it ended: `timeout` and `aborted` for the two
 */
export async function withinTime<Value>(
  attempt: (signal: AbortSignal) => Promise<Attempt<Value>>,
  milliseconds: number,
  outer: AbortSignal | undefined,
): Promise<Attempt<Value>> {
  const controller = new AbortController()
  const listening: { stop?: () => void } = {}
  const givenUp = new Promise<Attempt<Value>>((resolve) => {
    const end = (failure: 'timeout' | 'aborted') => {
      resolve({ failure })
      controller.abort()
    }
    const timer = setTimeout(end, milliseconds, 'timeout')
    const abort = () => end('aborted')
    outer?.addEventListener('abort', abort)
    listening.stop = () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', abort)
    }
  })
  try {
    return await Promise.race([attempt(controller.signal), givenUp])
  } finally {
    listening.stop?.()
  }
}
