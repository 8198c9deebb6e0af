import { invalidArgument } from '../errors/invalid-argument.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import type { ClaimPath } from './credential-format.ts'

/**
 * Makes sure that a caller knows what he shows: a credential without selective disclosure shows every claim of its
 * subject, whatever was meant.
 *
 * @param claims the credential from its root.
 * @param disclose the claims to disclose; a path to an object discloses all of it.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when a claim of the subject other than its `id` is not among them.
 */
export function requireAllDisclosed(claims: JsonObject, disclose: readonly ClaimPath[]): void {
  const subject = claims.credentialSubject
  const leaves = subject === undefined ? [] : leavesOf(subject, ['credentialSubject'])
  const shown = leaves.filter((leaf) => leaf.at(-1) !== 'id')
  if (shown.every((leaf) => disclose.some((path) => leadsTo(path, leaf)))) return
  throw invalidArgument(
    'A format without selective disclosure discloses every claim: disclose must name them all.',
  )
}

function leavesOf(value: JsonValue, path: ClaimPath): ClaimPath[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : leavesOf(member, [...path, Array.isArray(value) ? Number(name) : name]),
  )
}

function leadsTo(path: ClaimPath, leaf: ClaimPath): boolean {
  const fits = (part: ClaimPath[number], index: number): boolean =>
    part === leaf[index] || (part === null && typeof leaf[index] === 'number')
  return path.length <= leaf.length && path.every(fits)
}
