/**
 * Makes the address at which the holder's browser begins: the authorization endpoint with the pushed request.
 *
 * @param endpoint The `authorization_endpoint`; its own query stays.
 * @see RFC 9126 section 4
 */
export function createAuthorizationUrl(
  endpoint: string,
  { clientId, requestUri }: { readonly clientId: string; readonly requestUri: string },
): string {
  const url = new URL(endpoint)
  url.searchParams.set('client_id', clientId)
  url.searchParams.set('request_uri', requestUri)
  return url.href
}
