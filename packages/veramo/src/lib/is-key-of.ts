import type { PublicJwk } from '@lontar/credentials'
import { isSameKey, parseJwk } from '@lontar/credentials/jose'
import { publicJwkOfHex } from './public-key-hex.ts'

/** Whether a verification method of a DID document holds a key. */
export function isKeyOf(
  { publicKeyJwk, publicKeyHex }: { readonly publicKeyJwk?: unknown; readonly publicKeyHex?: string },
  publicJwk: PublicJwk,
): boolean {
  try {
    const named = publicKeyJwk ?? (publicKeyHex && publicJwkOfHex(publicJwk.crv, publicKeyHex))
    return named !== undefined && isSameKey(parseJwk(named), publicJwk)
  } catch {
    return false
  }
}
