import { invalidArgument } from '@lontar/credentials/errors'

/** A token response on the wire (OpenID4VCI 1.0 section 6.2). */
export interface TokenResponseMessage {
  readonly access_token: string
  readonly token_type: 'Bearer' | 'DPoP'
  readonly expires_in: number
}

/** What `createTokenResponse` needs. */
export interface TokenResponseInput {
  readonly accessToken: string
  /** `DPoP` for a token that is bound to a key; `Bearer` by default. */
  readonly tokenType?: 'Bearer' | 'DPoP'
  /** At most 300 for a bearer token, which is not bound to its sender (section 13.10). */
  readonly expiresInSeconds: number
}

const maxBearerSeconds = 300

/**
 * Makes a token response, to be sent with `Cache-Control: no-store`.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a bearer token that lives longer than 300 seconds.
 * @see OpenID4VCI 1.0 section 6.2
 */
export function createTokenResponse({
  accessToken,
  tokenType = 'Bearer',
  expiresInSeconds,
}: TokenResponseInput): TokenResponseMessage {
  if (tokenType === 'Bearer' && expiresInSeconds > maxBearerSeconds) {
    throw invalidArgument('A bearer token may live for 300 seconds at most.')
  }
  return { access_token: accessToken, token_type: tokenType, expires_in: expiresInSeconds }
}
