import * as v from 'valibot'

/** Holds an array to at least one item and at most `max`. */
export function some<Item>(max: number): v.CheckAction<Item[], undefined> {
  return v.check((items) => items.length > 0 && items.length <= max)
}
