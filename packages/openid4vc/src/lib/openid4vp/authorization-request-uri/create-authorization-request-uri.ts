/** What the link to a request holds. */
export interface AuthorizationRequestUriInput {
  /** The full Client Identifier. */
  readonly clientId: string
  /** Where the Request Object is. */
  readonly requestUri: string
  /** How the wallet is to fetch it: with `post` it may send a nonce of its own. `get` by default. */
  readonly requestUriMethod?: 'get' | 'post'
}

/**
 * Makes the link that opens a wallet with a request by reference.
 *
 * @returns `openid4vp://?client_id=…&request_uri=…`
 * @see OpenID4VP 1.0 sections 5.10 and 13.1.2
 */
export function createAuthorizationRequestUri(input: AuthorizationRequestUriInput): string {
  const { clientId, requestUri, requestUriMethod = 'get' } = input
  return linkOf({
    client_id: clientId,
    request_uri: requestUri,
    ...(requestUriMethod === 'post' && { request_uri_method: 'post' }),
  })
}

/** Writes a link of the scheme `openid4vp`. */
export function linkOf(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `openid4vp://?${pairs.join('&')}`
}
