import { wellKnownUrl } from '../../transport/well-known-url.ts'

/**
 * Where the metadata of an authorization server is. RFC 8414 has a terminating slash of the path removed;
 * OpenID4VCI does not, hence the difference to `credentialIssuerMetadataUrl`.
 *
 * @throws MalformedError `url_malformed`.
 * @see RFC 8414 section 3.1
 */
export function authorizationServerMetadataUrl(issuer: string): string {
  return wellKnownUrl(issuer, 'oauth-authorization-server', (path) => path.replace(/\/$/, ''))
}
