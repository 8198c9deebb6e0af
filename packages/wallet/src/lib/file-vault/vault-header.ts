import { decodeBase64Url, encodeBase64Url, parseJsonObject } from '@lontar/credentials/jose'
import { vaultMalformed } from './vault-malformed.ts'

/** How the passphrase becomes a key (RFC 7914). */
export interface KeyDerivation {
  readonly N: number
  readonly r: number
  readonly p: number
  /** 16 bytes. */
  readonly salt: Uint8Array
}

/** The one file of a vault that is not encrypted. */
export interface VaultHeader {
  readonly derivation: KeyDerivation
  /** What the seal authenticates: the header without the seal. */
  readonly authenticated: string
  /** The seal of the header under the vault's key. */
  readonly seal: Uint8Array
}

/** The cost of a new vault: 128 MiB, about half a second. */
export const derivationCost: { readonly N: number; readonly r: number; readonly p: number } = {
  N: 131_072,
  r: 8,
  p: 1,
}

const maxN = 2 ** 20
const saltLength = 16

/** The part of a header that is authenticated, in its only spelling. */
export function authenticatedHeader({ N, r, p, salt }: KeyDerivation): string {
  const kdf = { name: 'scrypt', N, r, p, salt: encodeBase64Url(salt) }
  return JSON.stringify({ format: 'lontar-vault', version: 1, kdf })
}

/** The text of a header file. */
export function serializeHeader({ authenticated, seal }: VaultHeader): string {
  return `${JSON.stringify({ ...JSON.parse(authenticated), seal: encodeBase64Url(seal) })}\n`
}

/**
 * Reads a header. A derivation cheaper than the floor is refused before a key is derived, and one dearer than the
 * ceiling too: it would only exhaust memory. Only the one spelling that `serializeHeader` writes is read.
 *
 * @throws OperationError `vault_malformed`
 */
export function parseHeader(text: string): VaultHeader {
  const header = readHeader(text)
  if (!isDerivationCostAllowed(header.derivation)) {
    throw vaultMalformed('The key derivation of the vault is outside of what is allowed.')
  }
  if (serializeHeader(header) !== text) throw vaultMalformed('The header of the vault cannot be read.')
  return header
}

function readHeader(text: string): VaultHeader {
  try {
    const { kdf, seal } = parseJsonObject(text)
    const { N, r, p, salt } = kdf as Record<'N' | 'r' | 'p' | 'salt', unknown>
    const derivation = { N: Number(N), r: Number(r), p: Number(p), salt: decodeBase64Url(String(salt)) }
    return {
      derivation,
      authenticated: authenticatedHeader(derivation),
      seal: decodeBase64Url(String(seal)),
    }
  } catch (cause) {
    throw vaultMalformed('The header of the vault cannot be read.', cause)
  }
}

function isDerivationCostAllowed({ N, r, p, salt }: KeyDerivation): boolean {
  const isPowerOfTwo = Number.isInteger(Math.log2(N))
  const { N: minN } = derivationCost
  return (
    isPowerOfTwo &&
    N >= minN &&
    N <= maxN &&
    r === derivationCost.r &&
    p === derivationCost.p &&
    salt.length === saltLength
  )
}
