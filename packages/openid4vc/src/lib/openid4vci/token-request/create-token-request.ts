import type { CredentialAuthorizationDetail } from '../../oauth/authorization-details/authorization-detail.ts'
import { createAuthorizationDetails } from '../../oauth/authorization-details/create-authorization-details.ts'
import { preAuthorizedCodeGrantType } from '../credential-offer/credential-offer.ts'

interface AnyTokenRequestInput {
  /** Absent in an anonymous flow. */
  readonly clientId?: string
  /** What the token is to be good for; then credential identifiers come back. */
  readonly authorizationDetails?: readonly CredentialAuthorizationDetail[]
}

/** A token request for a pre-authorized code. */
export interface PreAuthorizedTokenRequestInput extends AnyTokenRequestInput {
  /** The code of the offer. */
  readonly preAuthorizedCode: string
  /** What the holder typed, when the offer has a `tx_code`. */
  readonly txCode?: string
}

/** A token request for an authorization code. */
export interface AuthorizationCodeTokenRequestInput extends AnyTokenRequestInput {
  /** The authorization code, as it came back. */
  readonly code: string
  /** Of `createPkce`. */
  readonly codeVerifier: string
  /** As in the authorization request. */
  readonly redirectUri: string
}

/** A token request for a refresh token. */
export interface RefreshTokenRequestInput extends AnyTokenRequestInput {
  /** The refresh token, as it came. */
  readonly refreshToken: string
  /** No more than was granted; the same by default. */
  readonly scope?: readonly string[]
}

/** What a token request holds. */
export type TokenRequestInput =
  | PreAuthorizedTokenRequestInput
  | AuthorizationCodeTokenRequestInput
  | RefreshTokenRequestInput

/**
 * Makes the form body of a token request.
 *
 * @see OpenID4VCI 1.0 section 6.1; RFC 6749 sections 4.1.3 and 6; RFC 7636 section 4.5
 */
export function createTokenRequest(input: TokenRequestInput): string {
  const { clientId, authorizationDetails: details } = input
  return new URLSearchParams({
    ...grantOf(input),
    ...(clientId !== undefined && { client_id: clientId }),
    ...(details !== undefined && {
      authorization_details: JSON.stringify(createAuthorizationDetails(details)),
    }),
  }).toString()
}

function grantOf(input: TokenRequestInput): Record<string, string> {
  if ('code' in input) {
    const { code, codeVerifier, redirectUri } = input
    return { grant_type: 'authorization_code', code, code_verifier: codeVerifier, redirect_uri: redirectUri }
  }
  if ('refreshToken' in input) {
    const { refreshToken, scope } = input
    return {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      ...(scope !== undefined && { scope: scope.join(' ') }),
    }
  }
  const { preAuthorizedCode, txCode } = input
  return {
    grant_type: preAuthorizedCodeGrantType,
    'pre-authorized_code': preAuthorizedCode,
    ...(txCode !== undefined && { tx_code: txCode }),
  }
}
