import { withFreshness } from '../verdict/check.ts'
import type { Check } from '../verdict/verdict.ts'

/**
 * Joins the checks of the places at which a status stands. A failure outweighs what is unknown; when all passed, the
 * status is as old as the oldest of them and asked for again as soon as the first.
 *
 * @param checks one for each place, one or more.
 * @returns one check.
 */
export function mergeStatusChecks(checks: readonly Check[]): Check {
  const notOk =
    checks.find(({ state }) => state === 'failed') ?? checks.find(({ state }) => state !== 'passed')
  const [first, ...more] = checks as readonly [Check, ...Check[]]
  if (notOk !== undefined || more.length === 0) return notOk ?? first
  const asOf = earliestOf(checks.map((check) => check.asOf))
  const freshUntil = earliestOf(checks.map((check) => check.freshUntil))
  const { asOf: _asOf, ...bare } = first
  return withFreshness(bare, {
    ...(asOf !== undefined && { asOf }),
    ...(freshUntil !== undefined && { freshUntil }),
    ...(checks.some(({ acceptedStale }) => acceptedStale) && { acceptedStale: true }),
    ...(checks.some(({ smallStatusList }) => smallStatusList) && { smallStatusList: true }),
  })
}

/** An age that one list does not say, the whole does not know. */
function earliestOf(times: readonly (Date | undefined)[]): Date | undefined {
  if (times.includes(undefined)) return undefined
  return new Date(Math.min(...times.map((time) => time?.getTime() ?? 0)))
}
