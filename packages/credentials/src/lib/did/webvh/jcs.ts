import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { isJsonObject } from '../../jose/parse-json.ts'
import { isJsonArray } from '../../sd-jwt/json-array.ts'

/** Objects and arrays with their canonical form, so that what two texts share is written once. */
export type WrittenJson = WeakMap<object, string>

/**
 * Writes JSON in its canonical form: members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them.
 *
 * @param value a parsed JSON value.
 * @param written what was written before: the members of an object are looked up in it, and added. None by default.
 * @returns the text.
 * @see RFC 8785 section 3.2
 */
export function canonicalizeJson(value: JsonValue, written?: WrittenJson): string {
  if (isJsonArray(value)) return canonicalizeArray(value)
  if (isJsonObject(value)) return canonicalizeObject(value, written)
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

// Both add to one text, because a list of parts for each of very many small values takes twice as long.
function canonicalizeArray(array: readonly JsonValue[]): string {
  let text = ''
  for (const item of array) text += text === '' ? canonicalizeJson(item) : `,${canonicalizeJson(item)}`
  return `[${text}]`
}

function canonicalizeObject(object: JsonObject, written?: WrittenJson): string {
  let text = ''
  const names = Object.keys(object)
  for (const name of names.length > 1 ? names.sort() : names) {
    if (text !== '') text += ','
    const member = object[name] ?? null
    text += `${JSON.stringify(name)}:${written === undefined ? canonicalizeJson(member) : writeOnce(member, written)}`
  }
  return `{${text}}`
}

function writeOnce(value: JsonValue, written: WrittenJson): string {
  if (typeof value !== 'object' || value === null) return canonicalizeJson(value)
  const text = written.get(value) ?? canonicalizeJson(value)
  written.set(value, text)
  return text
}
