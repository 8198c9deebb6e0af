import { OperationError } from '@lontar/credentials/errors'
import { type Wait, waitFor } from '@lontar/credentials/request-body'

/** How many places there are, and how long anyone waits for one. */
export interface PlacesOptions {
  /** How many are taken at the same time, 1 or more. */
  readonly most: number
  /** How long a place is waited for, in milliseconds; 0 by default: not at all. */
  readonly waitMilliseconds?: number
  /** Ends after so many milliseconds; a timer of the platform by default. */
  readonly wait?: Wait
}

/** Places for work that is large or dear. */
export interface Places {
  /**
   * Does the work in a place of its own, when its turn has come.
   *
   * @param holder whose work it is, such as the id of a registration: of one holder one is taken or waited for
   * @throws OperationError `registration_busy` no place is free in time, or the holder has one
   */
  take<Result>(holder: string, work: () => Promise<Result>): Promise<Result>
}

/** Makes places; those who wait get one in the order in which they came. */
export function createPlaces({ most, waitMilliseconds = 0, wait = waitFor }: PlacesOptions): Places {
  const holders = new Set<string>()
  const queue: (() => void)[] = []
  let taken = 0
  const comeInTime = async (): Promise<boolean> => {
    const over = new AbortController()
    let come = (): void => undefined
    const turn = new Promise<void>((resolve) => {
      come = resolve
    })
    queue.push(come)
    await Promise.race([turn, wait(waitMilliseconds, over.signal)])
    over.abort()
    // Whoever is not in the queue any more was given a place, were it in the last moment.
    const place = queue.indexOf(come)
    if (place >= 0) queue.splice(place, 1)
    return place < 0
  }
  const enter = async (): Promise<void> => {
    if (taken < most) taken += 1
    else if (waitMilliseconds === 0 || !(await comeInTime())) throw busy()
  }
  const leave = (): void => {
    const next = queue.shift()
    if (next === undefined) taken -= 1
    else next()
  }
  return Object.freeze<Places>({
    take: async (holder, work) => {
      if (holders.has(holder)) throw busy()
      holders.add(holder)
      try {
        await enter()
        return await work().finally(leave)
      } finally {
        holders.delete(holder)
      }
    },
  })
}

function busy(): OperationError {
  return new OperationError('registration_busy', 'There is no room now; come again.')
}
