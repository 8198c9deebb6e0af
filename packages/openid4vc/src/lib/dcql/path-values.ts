import type { ClaimPath, UnverifiedCredential } from '@lontar/credentials'
import type { JsonObject, JsonValue } from '@lontar/credentials/jose'

/** Where the elements of arrays stood when they were issued, as a parsed credential says. */
export type IssuedIndices = UnverifiedCredential['issuedIndices']

/** A path without `null`: it leads to one place. */
export type Place = readonly (string | number)[]

/** A value and the place where it stands. */
interface Selected {
  readonly value: JsonValue
  readonly place: Place
}

/**
 * Selects what a claims path points to.
 *
 * @param claims The root of the credential.
 * @param path Strings select members, integers and null select elements; "0" is a member, never an index.
 * @param issuedIndices Of a presentation: where the elements stood before others were held back, so that an index means
 *   at the verifier what it meant in the wallet. None by default.
 * @returns The selected values; empty when there are none or when the path does not fit the structure.
 * @see OpenID4VP 1.0 section 7.1.1
 */
export function pathValues(
  claims: JsonObject,
  path: ClaimPath,
  issuedIndices: IssuedIndices = [],
): JsonValue[] {
  return select(claims, path, issuedIndices).map(({ value }) => value)
}

/** Finds the places of what a claims path points to; see `pathValues`. */
export function pathPlaces(claims: JsonObject, path: ClaimPath, issuedIndices: IssuedIndices): Place[] {
  return select(claims, path, issuedIndices).map(({ place }) => place)
}

function select(claims: JsonObject, path: ClaimPath, issuedIndices: IssuedIndices): Selected[] {
  if (path.length === 0) return []
  let selected: Selected[] = [{ value: claims, place: [] }]
  for (const component of path) {
    const step = selectStep(selected, component, issuedIndices)
    // Step 3 of the section: an empty selection, and a component that does not fit, both end the processing.
    if (step === undefined || step.length === 0) return []
    selected = step
  }
  return selected
}

function selectStep(
  selected: readonly Selected[],
  component: unknown,
  issuedIndices: IssuedIndices,
): Selected[] | undefined {
  if (typeof component === 'string') return selectMember(selected, component)
  if (component !== null && !isIndex(component)) return undefined
  const arrays = selected.flatMap(({ value, place }) => (isArray(value) ? [{ value, place }] : []))
  if (arrays.length < selected.length) return undefined
  return arrays.flatMap(({ value, place }) => {
    const found = value.map((element, index) => ({ value: element, place: [...place, index] }))
    if (component === null) return found
    const index = indexNow(component, place, issuedIndices)
    return found.slice(index, index + 1)
  })
}

/** Where the element of an index stands now; beyond the array when it is held back. */
function indexNow(index: number, array: Place, issuedIndices: IssuedIndices): number {
  if (issuedIndices.length === 0) return index
  const moved = issuedIndices.find(
    ({ path }) => path.length === array.length && path.every((part, depth) => part === array[depth]),
  )
  if (moved === undefined) return index
  const now = moved.indices.indexOf(index)
  return now === -1 ? moved.indices.length : now
}

function selectMember(selected: readonly Selected[], name: string): Selected[] | undefined {
  const objects = selected.flatMap(({ value, place }) => (isObject(value) ? [{ value, place }] : []))
  if (objects.length < selected.length) return undefined
  return objects.flatMap(({ value: object, place }) => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined
    return value === undefined ? [] : [{ value, place: [...place, name] }]
  })
}

function isIndex(component: unknown): component is number {
  return typeof component === 'number' && Number.isSafeInteger(component) && component >= 0
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
