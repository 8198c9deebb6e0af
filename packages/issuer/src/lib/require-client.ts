import type { AuthenticatedClient } from './authenticate-client.ts'
import { isAppRedirectUri } from './is-app-redirect-uri.ts'
import type { IssuerContext } from './issuer-context.ts'
import { matchesRedirectUri } from './matches-redirect-uri.ts'
import { Refusal } from './refusal.ts'

/** The client of a request, as far as it is known. */
export interface PresentedClient {
  /** The `client_id` of the request. */
  readonly clientId: string | undefined
  /** What it authenticated as. */
  readonly authenticated: AuthenticatedClient | undefined
}

/**
 * Holds a client against the policy: known without authentication, or authenticated by attestation.
 *
 * @returns its id
 * @throws Refusal `invalid_client`
 * @see RFC 6749 section 3.2.1; RFC 9126 section 2; HAIP 1.0 section 4.4.1
 */
export function requireClient({ clients }: IssuerContext, client: PresentedClient): string {
  const { clientId, authenticated } = client
  if (authenticated !== undefined && clients?.attestedClients === true) return authenticated.clientId
  const known = clients?.publicClients?.some((one) => one.clientId === clientId) === true
  if (clientId === undefined || !known) throw new Refusal('invalid_client', 'the client is not known here')
  return clientId
}

/**
 * Holds a `redirect_uri` against the list of a client; an attested client is sent where its request says, because
 * who vouches for its code vouches for its address too, but only to a website or an app.
 *
 * @throws Refusal `invalid_request`
 * @see RFC 9700 section 2.1; RFC 8252 section 7.3
 */
export function requireRedirectUri(
  { clients }: IssuerContext,
  { clientId, authenticated }: PresentedClient,
  redirectUri: string,
): void {
  const listed = clients?.publicClients?.find((one) => one.clientId === clientId)
  if (listed === undefined && authenticated !== undefined && clients?.attestedClients === true) {
    if (isAppRedirectUri(redirectUri)) return
    throw new Refusal('invalid_request', 'the redirect_uri leads neither to a website nor to an app')
  }
  if (listed?.redirectUris.some((one) => matchesRedirectUri(one, redirectUri)) !== true) {
    throw new Refusal('invalid_request', 'the redirect_uri is not one of the client')
  }
}
