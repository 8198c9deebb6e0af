import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** A key of the foreign wallet, made and kept by jose. */
export interface HolderKey {
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK & { readonly kty: string }
  /** `did:jwk:…#0`. */
  readonly didUrl: string
}

/** Makes a P-256 key. */
export async function createHolderKey(): Promise<HolderKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const { kty = 'EC', crv, x, y } = await exportJWK(publicKey)
  const publicJwk = { kty, crv, x, y } as HolderKey['publicJwk']
  const identifier = Buffer.from(JSON.stringify(publicJwk)).toString('base64url')
  return { privateKey, publicJwk, didUrl: `did:jwk:${identifier}#0` }
}
