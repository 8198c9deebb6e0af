import type { ClaimPath } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'

/** Paths of claims, none when they are left out, or TypeError `ERR_INVALID_ARG_VALUE`. */
export function readClaimPaths(value: unknown): readonly ClaimPath[] {
  if (value === undefined) return []
  const isPath = (path: unknown) =>
    Array.isArray(path) && path.every((part) => part === null || ['string', 'number'].includes(typeof part))
  if (!Array.isArray(value) || !value.every(isPath)) throw invalidArgument('Claims are named by their paths.')
  return value as readonly ClaimPath[]
}
