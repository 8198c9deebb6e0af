/** How a session ended; `none` when the browser sends no session along. */
export type WatchedEnd = 'accepted' | 'refused' | 'expired' | 'none'

const pollMilliseconds = 1_500
/** A proxy that holds the events back is noticed after so long. */
const patienceMilliseconds = 5_000

/**
 * Waits for a session to end: told by the stream of events, or asking again and again where none comes through.
 *
 * @param endsAt when the request is over, in milliseconds of this device's clock
 * @returns how it ended; `undefined` when it was aborted
 */
export function watchRoute(
  src: string,
  endsAt: number,
  signal: AbortSignal,
): Promise<WatchedEnd | undefined> {
  return new Promise((resolve) => {
    const stop = new AbortController()
    const finish = (end?: WatchedEnd): void => {
      stop.abort()
      clearTimeout(timer)
      resolve(end)
    }
    const timer = setTimeout(finish, endsAt - Date.now(), 'expired')
    signal.addEventListener('abort', () => finish(), { signal: stop.signal })
    const tell = (state: string | undefined): void => {
      if (state !== undefined && state !== 'pending') finish(state as WatchedEnd)
    }
    listen(src, stop.signal, tell)
  })
}

type Tell = (state: string | undefined) => void

function listen(src: string, stopped: AbortSignal, tell: Tell): void {
  const source = new EventSource(src)
  const giveUp = (): void => {
    clearTimeout(patience)
    source.close()
    if (!stopped.aborted) void poll(src, stopped, tell)
  }
  const patience = setTimeout(giveUp, patienceMilliseconds)
  stopped.addEventListener('abort', giveUp)
  source.addEventListener('state', ({ data }) => {
    clearTimeout(patience)
    tell(JSON.parse(data).state)
  })
  // What broke, the browser opens again; what was refused, it does not.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) giveUp()
  }
}

async function poll(src: string, stopped: AbortSignal, tell: Tell): Promise<void> {
  const headers = { 'lontar-poll': '1', accept: 'application/json' }
  while (!stopped.aborted) {
    try {
      const response = await fetch(src, { headers, cache: 'no-store', signal: stopped })
      tell((await response.json()).state)
    } catch {}
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
  }
}
