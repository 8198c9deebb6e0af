import type { ClaimPath } from '@lontar/credentials'
import type { JsonObject, JsonValue } from '@lontar/credentials/jose'
import { type IssuedIndices, type Place, pathPlaces } from './path-values.ts'

/**
 * Cuts what a credential shows down to what was asked for. Of an array the selected elements are left, in their order.
 *
 * @param claims The root of the credential.
 * @param paths The claims that were asked for; all that a path leads to is kept.
 * @param issuedIndices Of a presentation: where the elements of arrays stood when they were issued; none by default.
 * @returns A copy of the selected part from the root, empty when nothing was asked for.
 * @see OpenID4VP 1.0 section 7
 */
export function cutClaims(
  claims: JsonObject,
  paths: readonly ClaimPath[],
  issuedIndices: IssuedIndices = [],
): JsonObject {
  const places = paths.flatMap((path) => pathPlaces(claims, path, issuedIndices))
  return cutObject(claims, places)
}

function cut(value: JsonValue, places: readonly Place[]): JsonValue {
  if (typeof value !== 'object' || value === null || places.some((place) => place.length === 0)) return value
  return isArray(value) ? cutArray(value, places) : cutObject(value as JsonObject, places)
}

function cutArray(array: readonly JsonValue[], places: readonly Place[]): JsonValue {
  return array.flatMap((element, index) => {
    const within = placesWithin(places, index)
    return within.length === 0 ? [] : [cut(element, within)]
  })
}

function cutObject(object: JsonObject, places: readonly Place[]): JsonObject {
  // fromEntries makes own members of any name, `__proto__` included.
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      const within = placesWithin(places, name)
      return within.length === 0 || value === undefined ? [] : [[name, cut(value, within)]]
    }),
  )
}

function placesWithin(places: readonly Place[], part: string | number): Place[] {
  return places.filter(([first]) => first === part).map(([, ...rest]) => rest)
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
