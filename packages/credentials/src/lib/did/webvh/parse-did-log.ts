import { LontarError } from '../../errors/lontar-error.ts'
import { parseDateTimeStamp } from '../../formats/date-time-stamp.ts'
import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { isJsonObject, parseJsonObject } from '../../jose/parse-json.ts'
import { isJsonArray } from '../../sd-jwt/json-array.ts'
import { requireStep } from '../../verdict/require-step.ts'
import { logEntry, logReadable } from '../../verdict/steps/did-steps.ts'
import type { LogEntry } from './did-log.ts'

/** Each entry costs a signature and two hashes, each further proof a signature. */
const maxEntries = 64
const maxProofs = 64
/** What is in an entry is read once and written out twice. */
const maxCharacters = 262_144

/**
 * Reads a DID log without believing it.
 *
 * @param text the file `did.jsonl`: one entry on each line, at most 64 of them with 64 proofs, 256 KiB together.
 * @returns the entries, at least one.
 * @throws MalformedError `did_log_malformed`.
 * @see did:webvh v1.0, "The DID log file"
 */
export function parseDidLog(text: string): readonly LogEntry[] {
  requireStep(logReadable, text.length <= maxCharacters)
  const lines = text.split('\n', maxEntries + 2).filter((line) => line.trim() !== '')
  requireStep(logReadable, lines.length > 0 && lines.length <= maxEntries)
  const entries = lines.map((line) => parseEntry(readLine(line)))
  const count = entries.reduce((sum, { proofs }) => sum + proofs.length, 0)
  requireStep(logReadable, count <= maxProofs)
  return entries
}

function readLine(line: string): JsonObject {
  try {
    return parseJsonObject(line)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(logReadable, false, { cause })
    throw cause
  }
}

function parseEntry(json: JsonObject): LogEntry {
  const { versionId, parameters, state } = json
  const versionTime = parseDateTimeStamp(json.versionTime)
  const proofs = listOf(json.proof)
  const isWhole = typeof versionId === 'string' && isJsonObject(parameters) && isJsonObject(state)
  const isUtc = typeof json.versionTime === 'string' && json.versionTime.endsWith('Z')
  requireStep(logEntry, isWhole && isUtc && versionTime !== undefined)
  requireStep(logEntry, proofs.length > 0 && proofs.every(isJsonObject))
  const number = /^([1-9][0-9]{0,8})-/.exec(versionId)?.[1]
  return {
    json,
    versionId,
    number: number === undefined ? undefined : Number(number),
    versionTime,
    parameters,
    state,
    proofs: proofs as readonly JsonObject[],
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return []
  return isJsonArray(value) ? value : [value]
}
