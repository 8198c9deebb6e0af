/* @__NO_SIDE_EFFECTS__ */
/**
 * Freezes a step or a list of them. A bundler cannot know that `Object.freeze` leaves no trace, and would keep the
 * steps that nothing uses.
 *
 * @param value what is frozen.
 * @returns the same.
 */
export function frozen<Value extends object>(value: Value): Readonly<Value> {
  return Object.freeze(value)
}
