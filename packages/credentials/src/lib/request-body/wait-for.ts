/** Ends after so many milliseconds, or when it is aborted; it does not fail. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

/**
 * Waits by a timer of the platform. Ends early, and without an error, when it is aborted.
 *
 * @param milliseconds how long, 0 or more.
 * @param signal ends the wait.
 */
export function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
}
