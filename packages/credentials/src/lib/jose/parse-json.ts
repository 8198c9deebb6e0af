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
}

/** Names that mean something else in JavaScript. No specification that Lontar reads uses them. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads JSON, strictly: a name that occurs twice in one object, nesting or a number of values beyond the limit, the
 * names `__proto__`, `constructor` and `prototype`, a number beyond the range of a double and a lone surrogate are
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
  const written = countNames(text, limits.maxDepth ?? 32, limits.maxItems ?? 65_536)
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

/** Walks over the text once without recursion; whatever is no JSON is left to `JSON.parse`. */
function countNames(text: string, maxDepth: number, maxItems: number): number {
  let [depth, items, names] = [0, 0, 0]
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') index = endOfString(text, index)
    else if (character === ':') names++
    else if (character === ',') items++
    else if (character === '}' || character === ']') depth--
    else if (character === '{' || character === '[') {
      depth++
      items++
      requireStep(jsonDepth, depth <= maxDepth)
    }
    requireStep(jsonSize, items <= maxItems)
  }
  return names
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '"') return index
    if (text[index] === '\\') index++
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
  else if (Array.isArray(value)) return value.reduce((names: number, item) => names + judge(item), 0)
  else if (value !== null && typeof value === 'object') return judgeObject(value as JsonObject)
  return 0
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
