import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from './json-array.ts'

/** A path without `null`: it leads to one place. */
export type ConcretePath = readonly (string | number)[]

/**
 * Finds the places that a claim path leads to. Elements that lack the rest of the path are left out.
 *
 * @param claims the credential's root.
 * @param path names, indices, and `null` for every element of an array.
 * @returns the places that exist, in order; none for the empty path.
 * @see OpenID4VP 1.0 section 7.1
 */
export function expandClaimPath(claims: JsonObject, path: ClaimPath): ConcretePath[] {
  return path.length === 0 ? [] : expand(claims, path, [])
}

function expand(value: JsonValue | undefined, rest: ClaimPath, walked: ConcretePath): ConcretePath[] {
  if (value === undefined) return []
  const [step, ...further] = rest
  if (step === undefined) return [walked]
  if (step !== null) return expand(member(value, step), further, [...walked, step])
  if (!isJsonArray(value)) return []
  return value.flatMap((element, index) => expand(element, further, [...walked, index]))
}

function member(value: JsonValue, step: string | number): JsonValue | undefined {
  if (typeof step === 'number') return isJsonArray(value) ? value[step] : undefined
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
}

/**
 * Tells whether one place lies at or within another.
 *
 * @param outer the outer place.
 * @param inner the place that may lie within it.
 * @returns true also when both are the same.
 */
export function isWithin(outer: ConcretePath, inner: ConcretePath): boolean {
  return outer.length <= inner.length && outer.every((step, index) => step === inner[index])
}
