import type { JsonValue } from '../jose/json.ts'

/**
 * Tells whether a JSON value is an array. `Array.isArray` alone does not narrow a readonly array away.
 *
 * @param value a JSON value.
 * @returns true for an array.
 */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}
