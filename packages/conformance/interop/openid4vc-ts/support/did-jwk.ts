import { type CryptoKey, importJWK, type JWK } from 'jose'

/** The JWK in a did:jwk, or in its `#0`: read here anew, so that our own reader is not what is asked. */
export function jwkOfDid(didUrl: string): JWK {
  const identifier = /^did:jwk:([A-Za-z0-9_-]+)(?:#0)?$/.exec(didUrl)?.[1]
  if (identifier === undefined) throw new TypeError('this is no did:jwk')
  return JSON.parse(Buffer.from(identifier, 'base64url').toString()) as JWK
}

/** The same as a key that jose verifies with. */
export async function keyOfDid(didUrl: string): Promise<CryptoKey> {
  const key = await importJWK(jwkOfDid(didUrl), 'ES256')
  if (key instanceof Uint8Array) throw new TypeError('a did:jwk holds a public key')
  return key
}
