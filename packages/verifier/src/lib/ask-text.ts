import { type JsonObject, type JsonValue, parseJson } from '@lontar/credentials/jose'
import type { Ask } from '@lontar/documents/ask'

/** Writes an ask as JSON with sorted members, so that equal asks have equal texts. */
export function encodeAsk(ask: Ask): string {
  return JSON.stringify(sorted(JSON.parse(JSON.stringify(ask)) as JsonValue))
}

/** Reads an ask that this verifier wrote into its own store. */
export function decodeAsk(text: string): Ask {
  return parseJson(text) as unknown as Ask
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as JsonObject).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member as JsonValue)]))
}
