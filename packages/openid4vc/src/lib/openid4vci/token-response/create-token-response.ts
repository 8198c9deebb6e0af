/** A token response on the wire (OpenID4VCI 1.0 section 6.2). */
export interface TokenResponseMessage {
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
}

/** What `createTokenResponse` needs. */
export interface TokenResponseInput {
  readonly accessToken: string
  /** At most 300, because a bearer token is not bound to its sender (section 13.10). */
  readonly expiresInSeconds: number
}

/**
 * Makes a token response, to be sent with `Cache-Control: no-store`.
 *
 * @see OpenID4VCI 1.0 section 6.2
 */
export function createTokenResponse({
  accessToken,
  expiresInSeconds,
}: TokenResponseInput): TokenResponseMessage {
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds }
}
