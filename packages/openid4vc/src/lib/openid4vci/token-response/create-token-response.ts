import { invalidArgument } from '@lontar/credentials/errors'
import type { AuthorizationDetailMessage } from '../../oauth/authorization-details/authorization-detail.ts'
import { createAuthorizationDetails } from '../../oauth/authorization-details/create-authorization-details.ts'

/** A token response on the wire (OpenID4VCI 1.0 section 6.2). */
export interface TokenResponseMessage {
  /** Opens the credential endpoint. */
  readonly access_token: string
  /** `DPoP` when the token is bound to a key. */
  readonly token_type: 'Bearer' | 'DPoP'
  /** For how many seconds. */
  readonly expires_in: number
  /** Brings a new access token, once. */
  readonly refresh_token?: string
  /** What was granted, separated by spaces. */
  readonly scope?: string
  /** What was granted, with the identifiers to ask by. */
  readonly authorization_details?: readonly AuthorizationDetailMessage[]
}

/** What `createTokenResponse` needs. */
export interface TokenResponseInput {
  /** The access token. */
  readonly accessToken: string
  /** `Bearer` by default; `DPoP` when the token is bound to a key (RFC 9449 section 5). */
  readonly tokenType?: 'Bearer' | 'DPoP'
  /** At most 300 for a bearer token, because it is not bound to its sender (section 13.10). */
  readonly expiresInSeconds: number
  /** Brings a new access token, once; none by default. */
  readonly refreshToken?: string
  /** What was granted, where it is less than the scope that was asked for (RFC 6749 section 5.1). */
  readonly scope?: readonly string[]
  /**
   * The identifiers that the credential request has to use instead of configuration ids, by configuration id; there
   * when the request had `authorization_details`.
   */
  readonly credentialIdentifiers?: ReadonlyMap<string, readonly string[]>
}

const maxBearerSeconds = 300

/**
 * Makes a token response, to be sent with `Cache-Control: no-store`.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a bearer token that lives longer than 300 seconds.
 * @see OpenID4VCI 1.0 section 6.2
 */
export function createTokenResponse(input: TokenResponseInput): TokenResponseMessage {
  const { tokenType = 'Bearer', expiresInSeconds, refreshToken, scope, credentialIdentifiers } = input
  if (tokenType === 'Bearer' && expiresInSeconds > maxBearerSeconds) {
    throw invalidArgument('A bearer token may live for 300 seconds at most.')
  }
  return {
    access_token: input.accessToken,
    token_type: tokenType,
    expires_in: expiresInSeconds,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(scope !== undefined && { scope: scope.join(' ') }),
    ...(credentialIdentifiers !== undefined && { authorization_details: detailsOf(credentialIdentifiers) }),
  }
}

function detailsOf(
  identifiers: ReadonlyMap<string, readonly string[]>,
): readonly AuthorizationDetailMessage[] {
  return createAuthorizationDetails(
    [...identifiers].map(([credentialConfigurationId, credentialIdentifiers]) => ({
      credentialConfigurationId,
      credentialIdentifiers,
    })),
  )
}
