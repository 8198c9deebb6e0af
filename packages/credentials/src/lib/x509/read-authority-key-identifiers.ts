import type { AuthorityKeyIdentifier } from 'pkijs'
import { LontarError } from '../errors/lontar-error.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import { limitsAfter, maxCertificates } from './chain-limits.ts'
import { decodeX5cElement } from './decode-certificate-text.ts'
import { parseX509Certificate } from './parse-x509-certificate.ts'
import type { X509Certificate } from './x509-certificate.ts'

const authorityKeyIdentifier = '2.5.29.35'

/**
 * Reads by which keys the certificates of a chain say that they were signed: what the type `aki` of
 * `trusted_authorities` in DCQL is compared with. Nothing is verified, so it selects credentials and decides no trust.
 *
 * @param x5c the certificates, each the base64 of its DER; at most six, of 16 KiB together.
 * @returns the `KeyIdentifier` of each `AuthorityKeyIdentifier`, in base64url, in the order of the chain; none for a
 * certificate without one, and none at all for a chain of which any part cannot be read.
 * @see OpenID4VP 1.0 section 6.1.1.1, RFC 5280 section 4.2.1.1
 */
export function readAuthorityKeyIdentifiers(x5c: readonly string[]): readonly string[] {
  if (x5c.length > maxCertificates) return []
  try {
    const chain: X509Certificate[] = []
    for (const element of x5c) {
      chain.push(parseX509Certificate(decodeX5cElement(element), limitsAfter(chain)))
    }
    return chain.flatMap(keyIdentifierOf)
  } catch (error) {
    if (error instanceof LontarError) return []
    throw error
  }
}

function keyIdentifierOf({ asn1 }: X509Certificate): readonly string[] {
  const extension = asn1.extensions?.find(({ extnID }) => extnID === authorityKeyIdentifier)
  // pkijs reads an extension when it is asked for it; one that cannot be read has no key identifier.
  const value: AuthorityKeyIdentifier | undefined = extension?.parsedValue
  const bytes = value?.keyIdentifier?.valueBlock.valueHexView
  return bytes === undefined ? [] : [encodeBase64Url(bytes)]
}
