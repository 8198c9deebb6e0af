import type { Signer } from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { invalidArgument } from '@lontar/credentials/errors'
import { isSameKey } from '@lontar/credentials/jose'
import { didWebOfUrl } from './did-web-of-url.ts'

/**
 * Reads the issuer's identifier from the key that signs: the DID before `#` of `keyId`. A did:jwk must be that of
 * the key itself and a did:web that of the issuer's URL, so that nobody signs in the name of another.
 */
export function issuerIdentifierOf(signer: Signer, url: string): string {
  const [did = '', fragment = '', ...more] = signer.keyId.split('#')
  if (fragment === '' || more.length > 0) throw invalidArgument('The keyId of the signer is not a DID URL.')
  if (did.startsWith('did:jwk:')) requireKeyOfDidJwk(signer)
  else if (did !== didWebOfUrl(url)) {
    throw invalidArgument('The keyId of the signer is neither its did:jwk nor the did:web of the url.')
  }
  return did
}

function requireKeyOfDidJwk({ keyId, publicJwk }: Signer): void {
  const named = publicKeyOfDidUrl(keyId)
  if (!isSameKey(named, publicJwk)) {
    throw invalidArgument('The did:jwk of the signer is that of another key.')
  }
}
