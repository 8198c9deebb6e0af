import { isJsonObject, type JsonObject, type JsonValue } from '@lontar/credentials/jose'
import { parseRegistryMatch } from './parse-registry-match.ts'
import type { RegistryFieldAnswer, RegistryState } from './population-registry.ts'
import type { WireElements } from './registry-wire-form.ts'

/** What a response says, before it has a reference. */
export interface RegistryResponse {
  readonly state: RegistryState
  readonly fields: Readonly<Record<string, RegistryFieldAnswer>>
}

/** 11 dead, 12 duplicate, 13 not found, 14 not active, 15 no number of the register's form. */
const states: ReadonlyMap<string, RegistryState> = new Map([
  ['11', 'dead'],
  ['12', 'duplicate'],
  ['13', 'not_found'],
  ['14', 'inactive'],
  ['15', 'bad_format'],
])

/**
 * Reads the response of a yes/no matching interface: one record in `content`, which either names an error of the
 * register or answers every element that was asked. Nothing else is an answer: no record, two of them, an unknown
 * code, an element without an answer, or words that are none.
 *
 * @param members - the response
 * @param asked - what was asked, by element
 * @param nikField - the field of the NIK, which the register may answer too, and must not deny
 * @returns the answer, or `undefined` when it is none
 */
export function parseRegistryResponse(
  members: JsonObject,
  asked: WireElements,
  nikField: string,
): RegistryResponse | undefined {
  const record = onlyRecord(members['content'])
  const codes = new Set([members, record ?? {}].map(codeOf).filter((code) => code !== undefined))
  if (codes.size > 0) {
    // Two codes that differ are none.
    const [state] = codes.size === 1 ? [...codes].map((code) => states.get(code)) : []
    return state && { state, fields: {} }
  }
  if (record === undefined || deniesNik(record[nikField])) return undefined
  const fields = readFields(record, asked)
  return fields && { state: 'active', fields }
}

/** The members of the one record; none for no list or another number of them. */
function onlyRecord(content: JsonValue | undefined): JsonObject | undefined {
  if (!Array.isArray(content) || content.length !== 1) return undefined
  const record: JsonValue | undefined = content[0]
  return isJsonObject(record) ? record : undefined
}

/** A code stands beside the records or in the one; what is no text and no number becomes no known code. */
function codeOf(members: JsonObject): string | undefined {
  const code = members['RESPONSE_CODE']
  return code === undefined ? undefined : String(code)
}

function deniesNik(value: JsonValue | undefined): boolean {
  return value !== undefined && parseRegistryMatch(value, 100)?.match !== true
}

function readFields(
  record: JsonObject,
  asked: WireElements,
): Readonly<Record<string, RegistryFieldAnswer>> | undefined {
  const fields: Record<string, RegistryFieldAnswer> = {}
  for (const [element, { field, minScore }] of asked) {
    const answer = Object.hasOwn(record, field) ? parseRegistryMatch(record[field], minScore) : undefined
    if (answer === undefined) return undefined
    fields[element] = answer
  }
  return fields
}
