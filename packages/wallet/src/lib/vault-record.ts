import { OperationError } from '@lontar/credentials/errors'
import {
  bareJwk,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type PrivateJwk,
  parseJwk,
} from '@lontar/credentials/jose'

/**
 * Reads a record of the vault. Its readers throw a TypeError for a member of another form.
 *
 * @throws OperationError `vault_malformed`, which tells nothing of the record.
 */
export function readRecord<Value>(record: JsonObject, read: (record: JsonObject) => Value): Value {
  try {
    if (record.recordVersion !== 1) throw new TypeError('another version')
    return read(record)
  } catch (cause) {
    throw new OperationError('vault_malformed', 'A record of the vault cannot be read.', { cause })
  }
}

/** Reads a text. */
export function readText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a text')
  return value
}

/** Reads a text that may be `null`. */
export function readTextOrNone(value: unknown): string | undefined {
  return value === null ? undefined : readText(value)
}

/** Reads texts. */
export function readTexts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TypeError('not a list')
  return value.map(readText)
}

/** Reads an instant. */
export function readInstant(value: unknown): Date {
  const date = new Date(readText(value))
  if (Number.isNaN(date.getTime())) throw new TypeError('not an instant')
  return date
}

/** Reads a private key. */
export function readPrivateJwk(value: unknown): PrivateJwk {
  if (!isJsonObject(value as JsonValue)) throw new TypeError('not a key')
  const { d, ...publicPart } = value as JsonObject
  return { ...parseJwk(publicPart), d: readText(d) }
}

/** Reads a private key that may be `null`. */
export function readPrivateJwkOrNone(value: unknown): PrivateJwk | undefined {
  return value === null ? undefined : readPrivateJwk(value)
}

/** Writes a private key. */
export function privateJwkRecord(key: PrivateJwk): JsonObject {
  return { ...bareJwk(key), d: key.d }
}

/** Writes a private key or `null`. */
export function privateJwkRecordOrNone(key: PrivateJwk | undefined): JsonValue {
  return key === undefined ? null : privateJwkRecord(key)
}
