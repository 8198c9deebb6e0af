import { LontarError } from '../errors/lontar-error.ts'
import { isSameKey } from '../jose/bare-jwk.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import type { DidDocument } from './did-document.ts'
import { resolveDidJwk } from './resolve-did-jwk.ts'
import { resolveDidKey } from './resolve-did-key.ts'

/**
 * Tells whether a DID is made of a key, so that whoever has the key is its subject. Nothing is fetched.
 *
 * @param did what somebody calls himself.
 * @param key the key that he proved.
 * @returns true for the did:jwk and the did:key of that key.
 */
export function isDidOfKey(did: string | undefined, key: PublicJwk): boolean {
  try {
    if (did?.startsWith('did:jwk:')) return names(resolveDidJwk(did), key)
    return did?.startsWith('did:key:') === true && names(resolveDidKey(did), key)
  } catch (error) {
    if (error instanceof LontarError) return false
    throw error
  }
}

function names({ verificationMethod: [method] }: DidDocument, key: PublicJwk): boolean {
  return method?.publicKeyJwk !== undefined && isSameKey(parseJwk(method.publicKeyJwk), key)
}
