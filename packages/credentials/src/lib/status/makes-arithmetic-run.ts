/**
 * Whether an index would make three of one batch evenly spaced, in the order in which they are drawn or side by side on
 * the list: such a run would tell that they belong together. For whoever gives places on status lists out.
 *
 * @param drawn The indices of the batch so far, in the order in which they were drawn.
 * @param next The index to be judged.
 * @see Token Status List section 13.2
 */
export function makesArithmeticRun(drawn: readonly number[], next: number): boolean {
  const all = [...drawn, next]
  return hasRun(all.slice(-3)) || hasRun(all.sort((one, other) => one - other))
}

function hasRun(indices: readonly number[]): boolean {
  return indices.some((index, place) => {
    const [second, third] = [indices[place + 1], indices[place + 2]]
    return second !== undefined && third !== undefined && third - second === second - index
  })
}
