import type { JsonValue } from '../jose/json.ts'

/**
 * Tells whether a JSON value is an absolute URL.
 *
 * @param value a member such as `id`.
 * @returns true for the text of one.
 * @see VC Data Model 2.0 section 4.4
 */
export function isUrl(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && URL.canParse(value)
}
