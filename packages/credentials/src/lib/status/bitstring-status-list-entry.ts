import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  entryId,
  entryIndex,
  entryListUrl,
  entryMessages,
  entryPurpose,
  entrySize,
} from '../verdict/steps/status-steps.ts'

/** What a status may say: that a credential is revoked, is suspended, or something of its own. */
export type BitstringStatusPurpose = 'revocation' | 'suspension' | 'message'

/** An entry of `credentialStatus` (Bitstring Status List section 2.1). */
export interface BitstringStatusListEntry {
  /** What the list says of the credential. */
  readonly statusPurpose: BitstringStatusPurpose
  /** 0 or more. */
  readonly statusListIndex: number
  /** The URL of the list. */
  readonly statusListCredential: string
  /** How many bits one status takes, 1 to 8; 1 when the entry does not say. */
  readonly statusSize: number
}

const purposes: ReadonlySet<string> = new Set<BitstringStatusPurpose>(['revocation', 'suspension', 'message'])
const maxSize = 8

/**
 * Reads a `BitstringStatusListEntry`.
 *
 * @param entry an element of `credentialStatus`.
 * @returns the entry, or `undefined` when its purpose or size is none that Lontar implements.
 * @throws MalformedError `credential_malformed`.
 * @see Bitstring Status List section 2.1
 */
export function parseBitstringStatusListEntry(entry: JsonObject): BitstringStatusListEntry | undefined {
  const { id, statusPurpose, statusListIndex, statusListCredential, statusSize = 1, statusMessage } = entry
  requireStep(entryPurpose, typeof statusPurpose === 'string')
  const index = readIndex(statusListIndex)
  requireStep(entryListUrl, isUrl(statusListCredential))
  requireStep(entryId, id === undefined || (isUrl(id) && id !== statusListCredential))
  requireStep(entrySize, typeof statusSize === 'number' && Number.isInteger(statusSize) && statusSize > 0)
  if (!isPurpose(statusPurpose) || statusSize > maxSize) return undefined
  requireStep(entryMessages, namesEachStatus(statusMessage, statusSize))
  return Object.freeze({
    statusPurpose,
    statusListIndex: index,
    statusListCredential,
    statusSize,
  })
}

function readIndex(value: JsonValue | undefined): number {
  const isBase10 = typeof value === 'string' && /^(?:0|[1-9][0-9]{0,15})$/.test(value)
  requireStep(entryIndex, isBase10)
  return Number(value)
}

/** Without messages, one bit says set or not set. */
function namesEachStatus(messages: JsonValue | undefined, size: number): boolean {
  if (messages === undefined) return size <= 1
  if (!isJsonArray(messages) || messages.length !== 2 ** size) return false
  const values = new Set(messages.map(valueOfMessage))
  return messages.every((_message, value) => values.has(value))
}

function valueOfMessage(message: JsonValue): number | undefined {
  if (!isJsonObject(message) || typeof message.message !== 'string') return undefined
  const { status } = message
  return typeof status === 'string' && /^0x[0-9a-fA-F]{1,2}$/.test(status) ? Number(status) : undefined
}

function isPurpose(value: string): value is BitstringStatusPurpose {
  return purposes.has(value)
}

function isUrl(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && URL.canParse(value)
}
