import { ECDH } from 'node:crypto'
import type { PublicJwk, SigningCurve } from '@lontar/credentials'
import { decodeBase64Url, encodeBase64Url, parseJwk } from '@lontar/credentials/jose'

/** What node:crypto calls the curves. */
export const nodeCurves = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', secp256k1: 'secp256k1' } as const

/** A key as Veramo writes it: the uncompressed point in hex (SEC 1 section 2.3.3), or the 32 bytes of Ed25519. */
export function publicKeyHexOf(jwk: PublicJwk): string {
  return jwk.kty === 'OKP' ? hexOf(jwk.x) : `04${hexOf(jwk.x)}${hexOf(jwk.y)}`
}

/**
 * Reads a key as Veramo writes it; a point may be compressed.
 *
 * @throws Error for what is no point of the curve.
 */
export function publicJwkOfHex(crv: SigningCurve, hex: string): PublicJwk {
  if (crv === 'Ed25519') return parseJwk({ kty: 'OKP', crv, x: encodeBase64Url(Buffer.from(hex, 'hex')) })
  const point = Buffer.from(
    ECDH.convertKey(Buffer.from(hex, 'hex'), nodeCurves[crv], undefined, undefined, 'uncompressed'),
  )
  const middle = (point.length + 1) / 2
  const [x, y] = [point.subarray(1, middle), point.subarray(middle)].map((part) => encodeBase64Url(part))
  return parseJwk({ kty: 'EC', crv, x, y })
}

function hexOf(coordinate: string): string {
  return Buffer.from(decodeBase64Url(coordinate)).toString('hex')
}
