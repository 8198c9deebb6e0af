import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import {
  type BitstringStatusListEntry,
  parseBitstringStatusListEntry,
} from '../status/bitstring-status-list-entry.ts'
import type { StatusListReference, StatusReference } from '../status/status-reference.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  entryCount,
  entryObject,
  statusIndex,
  statusObject,
  statusUri,
} from '../verdict/steps/status-steps.ts'

/** What a credential says about its status. */
export interface CredentialStatus {
  /** `status.status_list`. */
  readonly reference: StatusListReference | undefined
  /** The entries of `credentialStatus`. */
  readonly entries: readonly BitstringStatusListEntry[]
  /** It names a mechanism that Lontar does not implement, so its status cannot be known. */
  readonly unsupported: boolean
}

/** Each entry may cost a request. */
const maxEntries = 8

/**
 * Reads `status.status_list` and the entries of `credentialStatus`, and notes a `status` or entry of another kind.
 *
 * @param payload the signed payload.
 * @returns the references, if there are some.
 * @throws MalformedError `credential_malformed` when one is there and cannot be read.
 * @see Token Status List section 6.2, Bitstring Status List section 2.1
 */
export function parseCredentialStatus({ status, credentialStatus }: JsonObject): CredentialStatus {
  const reference = parseStatus(status)
  const entries = parseEntries(credentialStatus)
  const known = entries.filter((entry) => entry !== undefined)
  const unsupported = (status !== undefined && reference === undefined) || known.length < entries.length
  return Object.freeze({ reference, entries: Object.freeze(known), unsupported })
}

/**
 * Lists every place at which the status of a credential stands. Each must say that it is valid.
 *
 * @param status what `parseCredentialStatus` returned, or an unverified credential.
 * @returns the references, none when the credential names no status.
 */
export function referencesOf({
  reference,
  entries,
}: Pick<CredentialStatus, 'reference' | 'entries'>): readonly StatusReference[] {
  return reference === undefined ? entries : [reference, ...entries]
}

function parseStatus(status: JsonValue | undefined): StatusListReference | undefined {
  if (status === undefined) return undefined
  requireStep(statusObject, isJsonObject(status))
  return status.status_list === undefined ? undefined : parseReference(status.status_list)
}

function parseReference(value: JsonValue): StatusListReference {
  requireStep(statusObject, isJsonObject(value))
  const { uri, idx } = value
  requireStep(statusUri, typeof uri === 'string' && URL.canParse(uri))
  requireStep(statusIndex, typeof idx === 'number' && Number.isSafeInteger(idx) && idx >= 0)
  return Object.freeze({ uri, idx })
}

function parseEntries(value: JsonValue | undefined): readonly (BitstringStatusListEntry | undefined)[] {
  if (value === undefined) return []
  const entries = isJsonArray(value) ? value : [value]
  requireStep(entryCount, entries.length <= maxEntries)
  return entries.map(parseEntry)
}

function parseEntry(entry: JsonValue): BitstringStatusListEntry | undefined {
  requireStep(entryObject, isJsonObject(entry))
  return entry.type === 'BitstringStatusListEntry' ? parseBitstringStatusListEntry(entry) : undefined
}
