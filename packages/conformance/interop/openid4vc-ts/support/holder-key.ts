import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** A key of the foreign wallet, made and kept by jose. */
export interface HolderKey {
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK & { readonly kty: string }
  /** `did:jwk:…#0`. */
  readonly didUrl: string
}

/**
 * Makes a P-256 key.
 *
 * @param algorithm what it is for; it signs by default
 */
export async function createHolderKey(algorithm: 'ES256' | 'ECDH-ES' = 'ES256'): Promise<HolderKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true, crv: 'P-256' })
  return holderKeyOf(privateKey, await exportJWK(publicKey))
}

/** Names a P-256 key by its public part. */
export function holderKeyOf(privateKey: CryptoKey, { kty = 'EC', crv, x, y }: JWK): HolderKey {
  const publicJwk = { kty, crv, x, y } as HolderKey['publicJwk']
  const identifier = Buffer.from(JSON.stringify(publicJwk)).toString('base64url')
  return { privateKey, publicJwk, didUrl: `did:jwk:${identifier}#0` }
}
