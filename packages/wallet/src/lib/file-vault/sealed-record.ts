import { createHmac } from 'node:crypto'
import type { JsonObject } from '@lontar/credentials/jose'
import { openSeal, seal } from './seal.ts'
import type { VaultKeys } from './vault-keys.ts'
import { vaultMalformed } from './vault-malformed.ts'

/** A record in the clear. */
export interface VaultRecord {
  readonly id: string
  /** From 1; each write adds 1. */
  readonly version: number
  readonly value: JsonObject
}

const magic = Buffer.from('LVR1')
const prefixLength = magic.length + 4

/** The file name of a record. It is a keyed MAC, so it says nothing about the id. */
export function recordFileName(id: string, { name }: VaultKeys): string {
  return `${createHmac('sha256', name).update(id).digest('hex')}.record`
}

/** Whether a file name is one of a record. */
export function isRecordFileName(name: string): boolean {
  return /^[0-9a-f]{64}\.record$/.test(name)
}

/** Seals a record: magic and version in the clear, both authenticated together with the file name. */
export function sealRecord(record: VaultRecord, keys: VaultKeys): Uint8Array {
  const prefix = Buffer.alloc(prefixLength)
  magic.copy(prefix)
  prefix.writeUInt32BE(record.version, magic.length)
  const plaintext = Buffer.from(JSON.stringify({ id: record.id, value: record.value }))
  const associated = associatedData(prefix, recordFileName(record.id, keys))
  return Buffer.concat([prefix, seal(keys.seal, plaintext, associated)])
}

/**
 * Opens a record that was read from a file.
 *
 * @throws OperationError `vault_malformed` for another file's record, another vault's, or a changed byte
 */
export function openRecord(bytes: Uint8Array, fileName: string, keys: VaultKeys): VaultRecord {
  const prefix = Buffer.from(bytes.subarray(0, prefixLength))
  if (prefix.length < prefixLength || !prefix.subarray(0, magic.length).equals(magic)) {
    throw vaultMalformed('A file of the vault is not a record.')
  }
  const associated = associatedData(prefix, fileName)
  const plaintext = openSeal(keys.seal, bytes.subarray(prefixLength), associated)
  if (plaintext === undefined) throw vaultMalformed('A record of the vault was changed.')
  // The seal proves that these are our own bytes, and that they belong to this file: its name is the MAC of the id.
  const { id, value } = JSON.parse(Buffer.from(plaintext).toString('utf8')) as {
    id: string
    value: JsonObject
  }
  return { id, version: prefix.readUInt32BE(magic.length), value }
}

function associatedData(prefix: Uint8Array, fileName: string): Uint8Array {
  return Buffer.concat([prefix, Buffer.from(fileName)])
}
