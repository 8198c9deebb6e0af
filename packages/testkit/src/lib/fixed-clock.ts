/** A clock that stands still until it is told to move. */
export interface FixedClock {
  /** The time, for every parameter `now`. */
  now(): Date
  /** Moves the clock forward, or back with a negative number. */
  advance(seconds: number): void
  /** Puts the clock to an instant. */
  set(instant: Date | string): void
}

/**
 * Opens a clock at an instant.
 *
 * @param start a date, or a text that `Date` reads, such as `2026-11-24T02:00:00Z`
 */
export function fixedClock(start: Date | string): FixedClock {
  let time = read(start)
  return Object.freeze({
    now: () => new Date(time),
    advance: (seconds: number) => {
      time += seconds * 1000
    },
    set: (instant: Date | string) => {
      time = read(instant)
    },
  })
}

function read(instant: Date | string): number {
  const time = new Date(instant).getTime()
  if (Number.isNaN(time)) throw new RangeError('The clock needs an instant.')
  return time
}
