import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { isJsonObject } from '../../jose/parse-json.ts'
import { isJsonArray } from '../../sd-jwt/json-array.ts'

/**
 * Writes JSON in its canonical form: members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them.
 *
 * @param value a parsed JSON value.
 * @returns the text.
 * @see RFC 8785 section 3.2
 */
export function canonicalizeJson(value: JsonValue): string {
  if (isJsonArray(value)) return `[${value.map(canonicalizeJson).join(',')}]`
  return isJsonObject(value) ? canonicalizeObject(value) : JSON.stringify(value)
}

function canonicalizeObject(object: JsonObject): string {
  const members = Object.keys(object)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalizeJson(object[name] ?? null)}`)
  return `{${members.join(',')}}`
}
