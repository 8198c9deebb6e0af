/** What the link to a request holds. */
export interface AuthorizationRequestUriInput {
  /** The full Client Identifier. */
  readonly clientId: string
  /** Where the Request Object is. */
  readonly requestUri: string
}

/**
 * Makes the link that opens a wallet with a request by reference.
 *
 * @returns `openid4vp://?client_id=…&request_uri=…`
 * @see OpenID4VP 1.0 section 5.10 and 13.1.2
 */
export function createAuthorizationRequestUri({
  clientId,
  requestUri,
}: AuthorizationRequestUriInput): string {
  return `openid4vp://?client_id=${encodeURIComponent(clientId)}&request_uri=${encodeURIComponent(requestUri)}`
}
