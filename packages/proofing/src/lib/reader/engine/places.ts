import { orAborted } from './or-aborted.ts'

/** A bounded number of places, given in the order in which they were asked for. */
export interface Places {
  /** Takes a place, or waits for one. When the signal is aborted first it throws its reason, and no place is taken. */
  take(signal: AbortSignal): Promise<void>
  /** Gives the place to the next who waits, or frees it. */
  leave(): void
}

/** Opens so many places, 1 or more. */
export function createPlaces(size: number): Places {
  const waiting: (() => void)[] = []
  let taken = 0
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) taken -= 1
    else next()
  }
  const take = async (signal: AbortSignal): Promise<void> => {
    if (taken < size) taken += 1
    else await waitForTurn(waiting, signal, leave)
  }
  return { take, leave }
}

async function waitForTurn(waiting: (() => void)[], signal: AbortSignal, leave: () => void): Promise<void> {
  const turn = Promise.withResolvers<void>()
  waiting.push(turn.resolve)
  await orAborted(turn.promise, signal).catch((reason: unknown) => {
    const place = waiting.indexOf(turn.resolve)
    // A turn that came in the same moment goes to the next.
    if (place >= 0) waiting.splice(place, 1)
    else leave()
    throw reason
  })
}
