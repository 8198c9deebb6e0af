import { requireStep } from '../verdict/require-step.ts'
import {
  jsonDepth,
  jsonNameAllowed,
  jsonNameOnce,
  jsonNumberRange,
  jsonObject,
  jsonStringWellFormed,
  jsonText,
} from '../verdict/steps/jose-steps.ts'
import type { JsonObject, JsonValue } from './json.ts'

/** Limits of `parseJson`. */
export interface JsonLimits {
  /** How many arrays and objects may stand within one another, from 1; 32 by default. */
  readonly maxDepth?: number
}

/** Names that mean something else in JavaScript. No specification that Lontar reads uses them. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const numberToken = /-?[0-9][0-9.eE+-]*/y

/**
 * Reads JSON, strictly: a name that occurs twice in one object, nesting beyond the limit, the names
 * `__proto__`, `constructor` and `prototype`, a number beyond the range of a double and a lone surrogate are
 * refused. The depth is known before anything recurses.
 *
 * @param text JSON text (RFC 8259).
 * @param limits see `JsonLimits`.
 * @returns the value.
 * @throws MalformedError `json_malformed`. It has no `cause`: the platform's own error quotes the text.
 * @see RFC 7515 section 4 and RFC 7519 section 4, on repeated names
 */
export function parseJson(text: string, limits: JsonLimits = {}): JsonValue {
  requireStep(jsonText, typeof text === 'string')
  scan(text, limits.maxDepth ?? 32)
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    requireStep(jsonText, false)
  }
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
 * Walks over the text once without recursion. It judges only what valid JSON can still get wrong; whatever it
 * overlooks in invalid JSON is refused by `JSON.parse` afterwards.
 */
function scan(text: string, maxDepth: number): void {
  const open: Set<string>[] = []
  for (let index = 0; index < text.length; ) {
    const character = text[index]
    if (character === '"') {
      index = scanString(text, index, open.at(-1))
    } else if (character === '-' || (character !== undefined && character >= '0' && character <= '9')) {
      index = scanNumber(text, index)
    } else {
      if (character === '{' || character === '[') open.push(new Set())
      else if (character === '}' || character === ']') open.pop()
      requireStep(jsonDepth, open.length <= maxDepth)
      index++
    }
  }
}

/** Returns the index after the string; in valid JSON a string is a name exactly when a colon follows. */
function scanString(text: string, start: number, names: Set<string> | undefined): number {
  const end = endOfString(text, start)
  const value = stringValue(text.slice(start, end))
  let next = end
  while (isSpace(text[next])) next++
  if (text[next] !== ':' || names === undefined) return next
  requireStep(jsonNameAllowed, !forbiddenNames.has(value))
  requireStep(jsonNameOnce, !names.has(value))
  names.add(value)
  return next + 1
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '"') return index + 1
    if (text[index] === '\\') index++
  }
  requireStep(jsonText, false)
}

function stringValue(quoted: string): string {
  if (!quoted.includes('\\')) return wellFormed(quoted.slice(1, -1))
  try {
    return wellFormed(JSON.parse(quoted) as string)
  } catch {
    requireStep(jsonStringWellFormed, false)
  }
}

function wellFormed(value: string): string {
  requireStep(jsonStringWellFormed, value.isWellFormed())
  return value
}

function scanNumber(text: string, start: number): number {
  numberToken.lastIndex = start
  const token = numberToken.exec(text)?.[0] ?? '-'
  // `1e999` is valid JSON and reads as Infinity.
  requireStep(jsonNumberRange, Number.isFinite(Number(token)))
  return start + token.length
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t'
}
