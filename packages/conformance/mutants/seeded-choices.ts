/** Choices that are the same for the same seed. */
export interface SeededChoices {
  /** An integer from 0 to below `limit`. */
  integer(limit: number): number
  /** One of the elements; there must be one. */
  pick<Element>(elements: readonly Element[]): Element
}

/**
 * Opens a stream of choices (mulberry32).
 *
 * @param seed any integer.
 * @returns the choices.
 */
export function seededChoices(seed: number): SeededChoices {
  let state = seed >>> 0
  const integer = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return {
    integer,
    pick: (elements) => {
      const element = elements[integer(elements.length)]
      if (element === undefined) throw new RangeError('There is nothing to choose from.')
      return element
    },
  }
}
