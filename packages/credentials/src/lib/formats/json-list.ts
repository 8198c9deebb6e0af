import type { JsonValue } from '../jose/json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'

/**
 * Reads a member that JSON-LD lets be one value or a list of values.
 *
 * @param value the member.
 * @returns its values; none when it is absent.
 * @see JSON-LD 1.1 section 4.3
 */
export function jsonList(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return isJsonArray(value) ? value : [value]
}
