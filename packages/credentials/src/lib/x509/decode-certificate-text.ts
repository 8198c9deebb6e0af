import { decodeBase64Url } from '../jose/base64url.ts'

const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const pem = /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----\r?\n?$/

/**
 * Decodes an element of `x5c`: base64 with padding, not base64url.
 *
 * @param text the element.
 * @returns the DER bytes, or `undefined` when the text is not the canonical base64 of some bytes.
 * @see RFC 7515 section 4.1.6
 */
export function decodeX5cElement(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || !base64.test(text)) return undefined
  try {
    return decodeBase64Url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
  } catch {
    return undefined
  }
}

/**
 * Decodes a certificate in PEM.
 *
 * @param text one certificate with its two lines of armour.
 * @returns the DER bytes, or `undefined` when it is none.
 * @see RFC 7468 section 5
 */
export function decodePemCertificate(text: string): Uint8Array | undefined {
  const [, body] = pem.exec(text) ?? []
  return body === undefined ? undefined : decodeX5cElement(body.replaceAll(/[\r\n]/g, ''))
}
