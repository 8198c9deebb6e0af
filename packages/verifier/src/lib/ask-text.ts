import { type JsonObject, type JsonValue, parseJson } from '@lontar/credentials/jose'
import type { Ask } from '@lontar/documents/ask'
import type { QueryPurpose } from './transaction/query-request.ts'

/** What a request is for: an ask, or a query of the service's own. */
export type Asked = Ask | QueryPurpose

/** Only an ask lists claims; the text of a query's purpose is therefore never that of an ask. */
export function isAsk(asked: Asked): asked is Ask {
  return 'claims' in asked
}

/** Writes an ask as JSON with sorted members, so that equal asks have equal texts. */
export function encodeAsk(ask: Ask): string {
  return encodeAsked(ask)
}

/** Does the same for whatever a request is for. */
export function encodeAsked(asked: Asked): string {
  return JSON.stringify(sorted(JSON.parse(JSON.stringify(asked)) as JsonValue))
}

/** Reads what this verifier wrote into its own store. */
export function decodeAsked(text: string): Asked {
  return parseJson(text) as unknown as Asked
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as JsonObject).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member as JsonValue)]))
}
