import { requireStep } from '../verdict/require-step.ts'
import {
  jsonDepth,
  jsonNameAllowed,
  jsonNameOnce,
  jsonNumberRange,
  jsonObject,
  jsonSize,
  jsonStringWellFormed,
  jsonText,
} from '../verdict/steps/jose-steps.ts'
import type { JsonObject, JsonValue } from './json.ts'

/** Limits of `parseJson`. */
export interface JsonLimits {
  /** How many arrays and objects may stand within one another, from 1; 32 by default. */
  readonly maxDepth?: number
  /** How many commas, arrays and objects there may be in all, from 0: no more values than that; 65,536 by default. */
  readonly maxItems?: number
  /** How many members all objects may have together, from 0; 16,384 by default. */
  readonly maxNames?: number
}

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** Names that mean something else in JavaScript. No specification that Lontar reads uses them. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads JSON, strictly: a name that occurs twice in one object, nesting or a number of values or names beyond the limit,
 * the names `__proto__`, `constructor` and `prototype`, a number beyond the range of a double and a lone surrogate are
 * refused. Depth and size are known before anything recurses or is built.
 *
 * @param text JSON text (RFC 8259).
 * @param limits see `JsonLimits`.
 * @returns the value.
 * @throws MalformedError `json_malformed`. It has no `cause`: the platform's own error quotes the text.
 * @see RFC 7515 section 4 and RFC 7519 section 4, on repeated names
 */
export function parseJson(text: string, limits: JsonLimits = {}): JsonValue {
  requireStep(jsonText, typeof text === 'string')
  const written = countNames(text, limits)
  const value = read(text)
  // Of a name that occurs twice, JSON.parse keeps the last value and drops the others without a word.
  requireStep(jsonNameOnce, judge(value) === written)
  return value
}

/**
 * Reads JSON whose value must be an object; see `parseJson`.
 *
 * @param text JSON text.
 * @returns the object.
 * @throws MalformedError `json_malformed`.
 */
export function parseJsonObject(text: string): JsonObject {
  const value = parseJson(text)
  requireStep(jsonObject, isJsonObject(value))
  return value
}

/**
 * Tells whether a value is a JSON object: not an array, not null.
 *
 * @param value anything.
 * @returns true for an object.
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Walks over the text once without recursion; whatever is no JSON is left to `JSON.parse`. The names are counted too
 * because they are what is dear: an object with a name of its own costs the engine a shape of its own.
 */
function countNames(
  text: string,
  { maxDepth = 32, maxItems = 65_536, maxNames = 16_384 }: JsonLimits,
): number {
  let [depth, items, names] = [0, 0, 0]
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = endOfString(text, index)
        break
      case colon:
        requireStep(jsonSize, ++names <= maxNames)
        break
      case openBracket:
      case openBrace:
        requireStep(jsonDepth, ++depth <= maxDepth)
        requireStep(jsonSize, ++items <= maxItems)
        break
      case comma:
        requireStep(jsonSize, ++items <= maxItems)
        break
      case closeBracket:
      case closeBrace:
        depth--
    }
  }
  return names
}

/** A quotation mark ends a string unless an odd number of backslashes stands before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end
    while (text.charCodeAt(first - 1) === backslash) first--
    if ((end - first) % 2 === 0) return end
  }
  return text.length
}

function read(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    requireStep(jsonText, false)
  }
}

/** Judges each value, and counts the names. The depth is known by now. */
function judge(value: JsonValue): number {
  if (typeof value === 'string') requireStep(jsonStringWellFormed, value.isWellFormed())
  // `1e999` is valid JSON and reads as Infinity.
  else if (typeof value === 'number') requireStep(jsonNumberRange, Number.isFinite(value))
  else if (Array.isArray(value)) return judgeArray(value)
  else if (value !== null && typeof value === 'object') return judgeObject(value as JsonObject)
  return 0
}

function judgeArray(array: readonly JsonValue[]): number {
  let names = 0
  for (const item of array) names += judge(item)
  return names
}

function judgeObject(object: JsonObject): number {
  let names = 0
  for (const name of Object.keys(object)) {
    requireStep(jsonNameAllowed, !forbiddenNames.has(name))
    requireStep(jsonStringWellFormed, name.isWellFormed())
    names += 1 + judge(object[name] as JsonValue)
  }
  return names
}
