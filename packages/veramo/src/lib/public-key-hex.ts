import { decodeBase64Url, type EcPublicJwk } from '@lontar/credentials/jose'

/** A P-256 key as Veramo writes it: the uncompressed point, 65 bytes in hex (SEC 1 section 2.3.3). */
export function publicKeyHexOf({ x, y }: EcPublicJwk): string {
  return `04${hexOf(x)}${hexOf(y)}`
}

function hexOf(coordinate: string): string {
  return Buffer.from(decodeBase64Url(coordinate)).toString('hex')
}
