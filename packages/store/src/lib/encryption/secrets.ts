import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts'

/** Where a sealed value lies. A ciphertext moved to another place does not open. */
export interface SealedPlace {
  readonly table: string
  readonly column: string
  /** The record's own id. */
  readonly id: string
}

/** What the store does with the data key; the key itself stays inside. */
export interface Secrets {
  /** Encrypts a text for one place. */
  seal(place: SealedPlace, text: string): Uint8Array
  /**
   * Decrypts what `seal` made for the same place.
   *
   * @throws OperationError `database_malformed` when it was changed, moved or sealed under another key
   */
  unseal(place: SealedPlace, sealed: Uint8Array): string
  /** The keyed MAC by which a NIK is found again; without the key it tells nothing (UU 27/2022, data minimised). */
  nikMac(nik: string): Uint8Array
  /** Encrypts bytes for one place. */
  sealBytes(place: SealedPlace, bytes: Uint8Array): Uint8Array
  /** Decrypts what `sealBytes` made, as `unseal`. */
  unsealBytes(place: SealedPlace, sealed: Uint8Array): Uint8Array
  /** The keyed MAC by which a person is found again, of a kind of document and what identifies it. */
  subjectMac(...parts: readonly string[]): Uint8Array
  /** The keyed MAC of a transaction code, bound to its offer. */
  txCodeMac(issuanceId: string, txCode: string): Uint8Array
  /** The keyed MAC by which a registration number is found again. */
  registrationMac(registrationNumber: string): Uint8Array
  /** Compares in constant time. */
  equals(a: Uint8Array, b: Uint8Array): boolean
}

function subkey(dataKey: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), `lontar store ${purpose} 1`, 32))
}

/** JSON keeps the parts apart: no two places give the same bytes. */
function encodeParts(...parts: readonly string[]): Uint8Array {
  return Buffer.from(JSON.stringify(parts), 'utf8')
}

function mac(key: Uint8Array, ...parts: readonly string[]): Uint8Array {
  return createHmac('sha256', key)
    .update(encodeParts(...parts))
    .digest()
}

/** Derives a subkey per purpose from the data key (HKDF, RFC 5869). */
export function createSecrets(dataKey: Uint8Array): Secrets {
  const sealKey = subkey(dataKey, 'seal')
  const nikKey = subkey(dataKey, 'nik')
  const txCodeKey = subkey(dataKey, 'tx_code')
  const registrationKey = subkey(dataKey, 'registration')
  const subjectKey = subkey(dataKey, 'subject')
  const sealBytes = ({ table, column, id }: SealedPlace, bytes: Uint8Array): Uint8Array =>
    encryptAesGcm(sealKey, bytes, encodeParts(table, column, id))
  const unsealBytes = ({ table, column, id }: SealedPlace, sealed: Uint8Array): Uint8Array => {
    const plaintext = decryptAesGcm(sealKey, sealed, encodeParts(table, column, id))
    if (plaintext !== undefined) return plaintext
    throw new OperationError('database_malformed', 'A sealed value was changed or moved.')
  }
  return Object.freeze({
    sealBytes,
    unsealBytes,
    seal: (place: SealedPlace, text: string) => sealBytes(place, Buffer.from(text, 'utf8')),
    unseal: (place: SealedPlace, sealed: Uint8Array) =>
      Buffer.from(unsealBytes(place, sealed)).toString('utf8'),
    subjectMac: (...parts: readonly string[]) => mac(subjectKey, ...parts),
    nikMac: (nik: string) => mac(nikKey, nik),
    txCodeMac: (issuanceId: string, txCode: string) => mac(txCodeKey, issuanceId, txCode),
    registrationMac: (registrationNumber: string) => mac(registrationKey, registrationNumber),
    equals: (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b),
  })
}
