/**
 * Chooses the earliest of some instants.
 *
 * @param dates the instants; absent ones are left out.
 * @returns the earliest, or `undefined` when there is none.
 */
export function earliest(...dates: readonly (Date | undefined)[]): Date | undefined {
  const known = dates.filter((date) => date !== undefined)
  return known.length === 0 ? undefined : new Date(Math.min(...known.map((date) => date.getTime())))
}
