import { type ScryptOptions, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { KeyDerivation } from './vault-header.ts'

/** The keys of a vault. */
export interface VaultKeys {
  /** For the seals: AES-256. */
  readonly seal: Uint8Array
  /** For the file names: HMAC-SHA-256. */
  readonly name: Uint8Array
}

/** Turns a passphrase into 64 bytes, at the cost that the derivation names. */
export type Stretch = (passphrase: string, derivation: KeyDerivation) => Promise<Uint8Array>

/** scrypt (RFC 7914). The passphrase is taken in NFC, because keyboards of different systems differ in that alone. */
export const stretchWithScrypt: Stretch = async (passphrase, { N, r, p, salt }) => {
  // Twice what scrypt needs: by default Node.js allows 32 MiB.
  const maxmem = 256 * N * r
  return await promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt)(
    passphrase.normalize('NFC'),
    salt,
    64,
    { N, r, p, maxmem },
  )
}

/** Derives the keys of a vault. Nothing but the passphrase opens it: there is no separate check to remove. */
export async function deriveVaultKeys(
  passphrase: string,
  derivation: KeyDerivation,
  stretch: Stretch,
): Promise<VaultKeys> {
  const bytes = await stretch(passphrase, derivation)
  return { seal: bytes.subarray(0, 32), name: bytes.subarray(32, 64) }
}
