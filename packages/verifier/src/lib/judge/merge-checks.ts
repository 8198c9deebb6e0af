import type { Check } from '@lontar/credentials'
import { mergeStatusChecks } from '@lontar/credentials/status'

/**
 * Sums up the checks of several presentations that were all accepted, so that each check is there once. One that was
 * skipped for any of them counts as skipped, and the status is as old as the oldest.
 *
 * @param lists the checks of each presentation, one or more, all in the same order
 * @returns the checks in that order
 */
export function mergeChecks(lists: readonly (readonly Check[])[]): readonly Check[] {
  const [first = [], ...others] = lists
  return first.map((check) => {
    const same = others.flatMap((checks) => checks.filter(({ id }) => id === check.id))
    if (check.id === 'status') return mergeStatusChecks([check, ...same])
    return [check, ...same].find(({ state }) => state !== 'passed') ?? check
  })
}
