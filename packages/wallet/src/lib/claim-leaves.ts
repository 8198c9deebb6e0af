import type { ClaimPath } from '@lontar/credentials'
import type { JsonObject, JsonValue } from '@lontar/credentials/jose'

/** One value of a credential that is no container, with the path that leads to it. */
export interface ClaimLeaf {
  /** Names and indices only, never `null`. */
  readonly path: ClaimPath
  readonly value: JsonValue
}

/** Every value of a credential. An empty object or array is none: that is what is left when all of it is withheld. */
export function claimLeaves(claims: JsonObject): ClaimLeaf[] {
  return leavesOf(claims, [])
}

function leavesOf(value: JsonValue, path: ClaimPath): ClaimLeaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  const members: [string | number, JsonValue | undefined][] = isArray(value)
    ? value.map((element, index) => [index, element])
    : Object.entries(value)
  return members.flatMap(([name, member]) => (member === undefined ? [] : leavesOf(member, [...path, name])))
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** Whether a path leads to another one or to something above it; `null` stands for every index. */
export function isPathPrefix(prefix: ClaimPath, path: ClaimPath): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => isSamePart(part, path[index]))
}

function isSamePart(a: ClaimPath[number], b: ClaimPath[number] | undefined): boolean {
  return a === b || (a === null && typeof b === 'number') || (b === null && typeof a === 'number')
}
