import type { ClaimPath } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { readClaimPaths } from './read-claim-paths.ts'

/**
 * The claims to show of each credential: a list of paths for one credential, a list of such lists for several. Nothing is
 * shown of what no list names.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for anything else, and for another number of lists than of credentials.
 */
export function readDisclose(value: unknown, count: number): readonly (readonly ClaimPath[])[] {
  if (value === undefined) return Array.from({ length: count }, () => [])
  if (count === 1) return [readClaimPaths(value)]
  if (Array.isArray(value) && value.length === count) return value.map(readClaimPaths)
  throw invalidArgument('Several credentials take a list of paths for each, in their order.')
}
