import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  trustListMembers,
  trustListNotEmpty,
  trustListOnce,
  trustListShape,
} from '../verdict/steps/trust-steps.ts'

/** Reads an object that has no member besides those that are known: a misspelt restriction would be none. */
export function readObject(value: unknown, known: readonly string[]): JsonObject {
  requireStep(trustListShape, isJsonObject(value))
  requireStep(
    trustListMembers,
    Object.keys(value).every((name) => known.includes(name)),
  )
  return value
}

/** Reads an array. */
export function readArray(value: JsonValue | undefined): readonly JsonValue[] {
  requireStep(trustListShape, isJsonArray(value))
  return value
}

/** Reads an array that may be left out, and is then empty. */
export function readOptionalArray(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : readArray(value)
}

/** Reads an array that holds something. */
export function readNonEmpty(value: JsonValue | undefined): readonly JsonValue[] {
  const values = readArray(value)
  requireStep(trustListNotEmpty, values.length > 0)
  return values
}

/** Reads a text that says something. */
export function readText(value: JsonValue | undefined): string {
  requireStep(trustListShape, typeof value === 'string' && value !== '')
  return value
}

/** Refuses two of one name: which of them holds would be left open. */
export function requireOnce(values: readonly unknown[]): void {
  requireStep(trustListOnce, new Set(values).size === values.length)
}
