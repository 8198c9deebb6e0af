import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { parseParameters } from '../../transport/parse-parameters.ts'
import { preAuthorizedCodeGrantType } from '../credential-offer/credential-offer.ts'

interface AnyTokenRequest {
  /** What the wallet calls itself; absent in an anonymous flow, and nobody checked it. */
  readonly clientId: string | undefined
  /** The text of `authorization_details`, for `parseAuthorizationDetails`. */
  readonly authorizationDetails: string | undefined
}

/** A token request for a pre-authorized code. */
export interface PreAuthorizedTokenRequest extends AnyTokenRequest {
  /** Tells the three token requests apart. */
  readonly grantType: typeof preAuthorizedCodeGrantType
  /** The code of an offer. */
  readonly preAuthorizedCode: string
  /** What the holder typed; `undefined` when nothing came. */
  readonly txCode: string | undefined
}

/** A token request for an authorization code. */
export interface AuthorizationCodeTokenRequest extends AnyTokenRequest {
  /** Tells the three token requests apart. */
  readonly grantType: 'authorization_code'
  /** The authorization code. */
  readonly code: string
  /** What the challenge of the authorization request was made from (PKCE). */
  readonly codeVerifier: string
  /** Has to be that of the authorization request. */
  readonly redirectUri: string
}

/** A token request for a refresh token. */
export interface RefreshTokenRequest extends AnyTokenRequest {
  /** Tells the three token requests apart. */
  readonly grantType: 'refresh_token'
  /** The refresh token. */
  readonly refreshToken: string
  /** `undefined` for the scope that was granted. */
  readonly scope: readonly string[] | undefined
}

/** A token request as it came. */
export type TokenRequest = PreAuthorizedTokenRequest | AuthorizationCodeTokenRequest | RefreshTokenRequest

type Parameters = ReadonlyMap<string, string>

const code = 'token_request_malformed'

/**
 * Reads the form body of a token request. Unknown parameters are ignored.
 *
 * @throws MalformedError `token_request_malformed` (`invalid_request`): a repeated parameter, no grant type, or one
 *   that the grant needs is missing.
 * @throws UnsupportedError `grant_type_unsupported` (`unsupported_grant_type`).
 * @see OpenID4VCI 1.0 sections 6.1 and 6.3; RFC 6749 sections 4.1.3 and 6
 */
export function parseTokenRequest(body: string): TokenRequest {
  const parameters = parseParameters(body, code)
  return {
    ...grantOf(parameters),
    clientId: parameters.get('client_id'),
    authorizationDetails: parameters.get('authorization_details'),
  }
}

type Grant<Request> = Request extends TokenRequest ? Omit<Request, keyof AnyTokenRequest> : never

function grantOf(parameters: Parameters): Grant<TokenRequest> {
  const grantType = required(parameters, 'grant_type')
  switch (grantType) {
    case preAuthorizedCodeGrantType:
      return {
        grantType,
        preAuthorizedCode: required(parameters, 'pre-authorized_code'),
        txCode: parameters.get('tx_code'),
      }
    case 'authorization_code':
      return {
        grantType,
        code: required(parameters, 'code'),
        codeVerifier: required(parameters, 'code_verifier'),
        redirectUri: required(parameters, 'redirect_uri'),
      }
    case 'refresh_token':
      return {
        grantType,
        refreshToken: required(parameters, 'refresh_token'),
        scope: parameters.get('scope')?.split(' '),
      }
    default:
      throw new UnsupportedError('grant_type_unsupported', 'The grant type is not one that is known here.')
  }
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined) throw new MalformedError(code, 'The token request lacks a parameter.')
  return value
}
