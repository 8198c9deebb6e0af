/** What a pushed authorization request brought. */
export interface PushedAuthorization {
  /** Names the request at the authorization endpoint, once. */
  readonly requestUri: string
  /** How long it lives, in whole seconds. */
  readonly expiresInSeconds: number
}

/** The answer to a pushed authorization request on the wire. */
export interface PushedAuthorizationResponseMessage {
  /** Stands for the request, once. */
  readonly request_uri: string
  /** For how many seconds the request is kept. */
  readonly expires_in: number
}

/**
 * Makes the answer to a pushed authorization request, to be sent with status 201 and `Cache-Control: no-store`.
 *
 * @see RFC 9126 section 2.2
 */
export function createPushedAuthorizationResponse({
  requestUri,
  expiresInSeconds,
}: PushedAuthorization): PushedAuthorizationResponseMessage {
  return { request_uri: requestUri, expires_in: expiresInSeconds }
}
