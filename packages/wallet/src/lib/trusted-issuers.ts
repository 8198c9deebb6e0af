import type { TrustedIssuer, TrustList } from '@lontar/credentials'

/**
 * The entries of a trust list that cover a type offered by a Credential Issuer. Metadata can claim any type, so the
 * type alone proves nothing before the credential is there: it has to lie under the issuer's own URL, or the entry
 * has to be for that URL.
 *
 * @param issuerUrl The Credential Issuer Identifier, to which the offer led.
 */
export function trustedIssuersOf(
  trust: TrustList | undefined,
  issuerUrl: string,
  type: string | undefined,
): TrustedIssuer[] {
  if (trust === undefined || type === undefined) return []
  const base = issuerUrl.endsWith('/') ? issuerUrl : `${issuerUrl}/`
  return trust.issuers.filter(
    (entry) => entry.types.includes(type) && (type.startsWith(base) || entry.issuer === issuerUrl),
  )
}
