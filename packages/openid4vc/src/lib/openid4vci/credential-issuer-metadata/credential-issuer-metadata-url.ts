import { wellKnownUrl } from '../../transport/well-known-url.ts'

/**
 * Where the metadata of an issuer is: `/.well-known/openid-credential-issuer` between host and path.
 *
 * @throws MalformedError `url_malformed`.
 * @see OpenID4VCI 1.0 section 12.2.2
 */
export function credentialIssuerMetadataUrl(issuer: string): string {
  return wellKnownUrl(issuer, 'openid-credential-issuer')
}
