import { isListOfTexts } from '../../formats/expand-types.ts'
import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { isJsonObject } from '../../jose/parse-json.ts'
import { isJsonArray } from '../../sd-jwt/json-array.ts'
import { requireStep } from '../../verdict/require-step.ts'
import { logMethod, logParameters, logPortableFirst } from '../../verdict/steps/did-steps.ts'
import type { LogParameters, Witnesses } from './did-log.ts'

const method = 'did:webvh:1.0'
const known: ReadonlySet<string> = new Set([
  'method',
  'scid',
  'updateKeys',
  'nextKeyHashes',
  'portable',
  'deactivated',
  'witness',
  'watchers',
  'ttl',
])
const maxItems = 32
/** Each key that may update the DID is hashed when it was committed to. */
const maxKeys = 8
/** The SHA-256 multihash in base58btc. */
const scidPattern = /^Qm[1-9A-HJ-NP-Za-km-z]{44}$/
/** Ed25519, the only type that the suite of did:webvh 1.0 signs with. */
const keyPattern = /^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/
const maxTtlSeconds = 2 ** 31

/**
 * Reads the parameters that hold for an entry.
 *
 * @param own what the entry sets.
 * @param before what held for the entry before; `undefined` for the first entry.
 * @returns what holds now.
 * @throws MalformedError `did_log_malformed` for a parameter that is unknown or of another type.
 * @throws VerificationError `did_log_invalid` for another method, or a portability that comes later.
 * @see did:webvh v1.0, "DID method parameters"
 */
export function readLogParameters(own: JsonObject, before: LogParameters | undefined): LogParameters {
  requireStep(logMethod, own.method === method || (own.method === undefined && before !== undefined))
  requireStep(logParameters, areWellFormed(own, before))
  const { scid, updateKeys, nextKeyHashes, portable, deactivated, witness } = own
  requireStep(logPortableFirst, portable !== true || before === undefined || before.portable)
  return {
    scid: before?.scid ?? (scid as string),
    updateKeys: (updateKeys as readonly string[] | undefined) ?? before?.updateKeys ?? [],
    nextKeyHashes: (nextKeyHashes as readonly string[] | undefined) ?? before?.nextKeyHashes ?? [],
    portable: (portable as boolean | undefined) ?? before?.portable ?? false,
    deactivated: (deactivated as boolean | undefined) ?? before?.deactivated ?? false,
    witnesses: witness === undefined ? before?.witnesses : readWitnesses(witness),
  }
}

function areWellFormed(own: JsonObject, before: LogParameters | undefined): boolean {
  const { scid, updateKeys, nextKeyHashes, watchers, portable, deactivated, witness, ttl } = own
  const isFirst = before === undefined
  return (
    Object.keys(own).every((name) => known.has(name)) &&
    // The first entry alone names the SCID, and has to name the keys.
    (isFirst ? typeof scid === 'string' && scidPattern.test(scid) : scid === undefined) &&
    (isFirst || updateKeys !== undefined) === isListOf(updateKeys, keyPattern, maxKeys) &&
    [nextKeyHashes, watchers].every((list) => list === undefined || isListOf(list, /./, maxItems)) &&
    [portable, deactivated].every((flag) => flag === undefined || typeof flag === 'boolean') &&
    (witness === undefined || isWitness(witness)) &&
    (ttl === undefined || isTtl(ttl))
  )
}

function isListOf(value: JsonValue | undefined, pattern: RegExp, maxLength: number): boolean {
  return isListOfTexts(value) && value.length <= maxLength && value.every((text) => pattern.test(text))
}

function isTtl(ttl: JsonValue): boolean {
  return typeof ttl === 'number' && Number.isInteger(ttl) && ttl >= 0 && ttl <= maxTtlSeconds
}

/** No witnesses are written as an empty object. */
function isWitness(witness: JsonValue): boolean {
  if (!isJsonObject(witness)) return false
  if (Object.keys(witness).length === 0) return true
  const { threshold, witnesses } = witness
  const keys = isJsonArray(witnesses) ? witnesses.map(keyOfWitness) : []
  const areDistinct = new Set(keys).size === keys.length && keys.every((key) => key !== undefined)
  const isReachable = typeof threshold === 'number' && Number.isInteger(threshold) && threshold >= 1
  return areDistinct && isReachable && threshold <= keys.length && keys.length <= maxItems
}

function readWitnesses(witness: JsonValue): Witnesses | undefined {
  const { threshold, witnesses } = witness as { threshold?: number; witnesses?: readonly JsonValue[] }
  if (threshold === undefined || witnesses === undefined) return undefined
  return { threshold, keys: witnesses.map(keyOfWitness).filter((key) => key !== undefined) }
}

/** A did:key; some software writes the Multikey alone, which names the same key. */
function keyOfWitness(witness: JsonValue): string | undefined {
  const id = isJsonObject(witness) ? witness.id : undefined
  return typeof id === 'string' ? /^(?:did:key:)?(z[1-9A-HJ-NP-Za-km-z]+)$/.exec(id)?.[1] : undefined
}
