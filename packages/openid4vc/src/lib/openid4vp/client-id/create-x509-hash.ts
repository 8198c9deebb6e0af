import { decodeBase64Url, encodeBase64Url, sha256 } from '@lontar/credentials/jose'

/**
 * The value of a Client Identifier with the prefix `x509_hash`.
 *
 * @param certificate the verifier's certificate as an element of `x5c`: DER in base64.
 * @returns the base64url SHA-256 of the DER bytes, 43 characters.
 * @throws MalformedError `base64url_malformed`.
 * @see OpenID4VP 1.0 section 5.9.3
 */
export async function createX509Hash(certificate: string): Promise<string> {
  const text = certificate.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
  return encodeBase64Url(await sha256(decodeBase64Url(text)))
}
