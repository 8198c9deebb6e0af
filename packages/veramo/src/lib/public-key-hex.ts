import type { EcPublicJwk, PublicJwk, SigningCurve } from '@lontar/credentials/jose'
import { decodeBase64Url, decompressY, encodeBase64Url, parseJwk } from '@lontar/credentials/jose'
import { bytesOfHex, hexOfBytes } from './hex.ts'

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
  const bytes = bytesOfHex(hex)
  if (crv === 'Ed25519') return parseJwk({ kty: 'OKP', crv, x: encodeBase64Url(bytes) })
  const [x, y] = pointOf(crv, bytes).map((coordinate) => encodeBase64Url(coordinate))
  return parseJwk({ kty: 'EC', crv, x, y })
}

/** SEC 1 section 2.3.4. Whether it is a point of the curve, and as long as it must be, is for who reads the JWK. */
function pointOf(crv: EcPublicJwk['crv'], [form, ...rest]: Uint8Array): readonly Uint8Array[] {
  const coordinates = Uint8Array.from(rest)
  if (form === 4) {
    const middle = coordinates.length / 2
    return [coordinates.subarray(0, middle), coordinates.subarray(middle)]
  }
  const y = form === 2 || form === 3 ? decompressY(crv, coordinates, form === 3) : undefined
  if (y === undefined) throw new Error('This is no point of the curve.')
  return [coordinates, y]
}

function hexOf(coordinate: string): string {
  return hexOfBytes(decodeBase64Url(coordinate))
}
