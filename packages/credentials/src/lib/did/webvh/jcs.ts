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
  if (isJsonArray(value)) return canonicalizeArray(value)
  if (isJsonObject(value)) return canonicalizeObject(value)
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

// Both add to one text, because a list of parts for each of very many small values takes twice as long.
function canonicalizeArray(array: readonly JsonValue[]): string {
  let text = ''
  for (const item of array) text += text === '' ? canonicalizeJson(item) : `,${canonicalizeJson(item)}`
  return `[${text}]`
}

function canonicalizeObject(object: JsonObject): string {
  let text = ''
  for (const name of Object.keys(object).sort()) {
    if (text !== '') text += ','
    text += `${JSON.stringify(name)}:${canonicalizeJson(object[name] ?? null)}`
  }
  return `{${text}}`
}
