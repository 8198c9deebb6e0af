import { UnsupportedError } from '@lontar/credentials/errors'
import { sha224 } from '@noble/hashes/sha2.js'
import { refusedChip } from './chip-errors.ts'

/** A digest that a chip may use (ICAO Doc 9303-12). */
export type ChipDigest = 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512'

const accepted: Readonly<Record<string, ChipDigest>> = {
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

/** SHA-1, MD5, and the signature algorithms with either. */
const broken: readonly string[] = [
  ...['1.3.14.3.2.26', '1.2.840.113549.2.5', '1.2.840.113549.1.1.4'],
  ...['1.2.840.113549.1.1.5', '1.2.840.10045.4.1', '1.3.14.3.2.29'],
]

/**
 * Refuses SHA-1 and older by name, of a digest as of a signature.
 *
 * @throws VerificationError `chip_digest_refused`
 */
export function requireSafeDigest(oid: string): void {
  if (broken.includes(oid))
    throw refusedChip('chip_digest_refused', 'The chip uses SHA-1 or an older digest.')
}

/**
 * Tells which digest an algorithm is.
 *
 * @throws VerificationError `chip_digest_refused` for SHA-1 and older
 * @throws UnsupportedError `chip_algorithm_unsupported` for one that is not known
 */
export function digestOf(oid: string): ChipDigest {
  requireSafeDigest(oid)
  const digest = Object.hasOwn(accepted, oid) ? accepted[oid] : undefined
  if (digest !== undefined) return digest
  throw new UnsupportedError('chip_algorithm_unsupported', 'The chip uses a digest that is not supported.')
}

/** Reckons a digest. Web Crypto has no SHA-224. */
export async function hashBytes(digest: ChipDigest, bytes: Uint8Array): Promise<Uint8Array> {
  if (digest === 'SHA-224') return sha224(bytes)
  return new Uint8Array(await crypto.subtle.digest(digest, bytes.slice()))
}
