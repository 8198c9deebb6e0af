import type { ClaimPath } from '@lontar/credentials'
import type { JsonObject, JsonValue } from '@lontar/credentials/jose'

/**
 * Selects what a claims path points to.
 *
 * @param claims The root of the credential.
 * @param path Strings select members, integers and null select elements; "0" is a member, never an index.
 * @returns The selected values; empty when there are none or when the path does not fit the structure.
 * @see OpenID4VP 1.0 section 7.1.1
 */
export function pathValues(claims: JsonObject, path: ClaimPath): JsonValue[] {
  if (path.length === 0) return []
  let selected: JsonValue[] = [claims]
  for (const component of path) {
    const step = selectStep(selected, component)
    // Step 3 of the section: an empty selection, and a component that does not fit, both end the processing.
    if (step === undefined || step.length === 0) return []
    selected = step
  }
  return selected
}

function selectStep(selected: readonly JsonValue[], component: unknown): JsonValue[] | undefined {
  if (typeof component === 'string') return selectMember(selected, component)
  if (!selected.every(isArray)) return undefined
  if (component === null) return selected.flat()
  if (typeof component !== 'number' || !Number.isSafeInteger(component) || component < 0) return undefined
  return selected.flatMap((array) => array.slice(component, component + 1))
}

function selectMember(selected: readonly JsonValue[], name: string): JsonValue[] | undefined {
  if (!selected.every(isObject)) return undefined
  return selected.flatMap((object) => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined
    return value === undefined ? [] : [value]
  })
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
