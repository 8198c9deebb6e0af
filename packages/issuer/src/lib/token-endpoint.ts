import { LontarError } from '@lontar/credentials/errors'
import {
  createTokenResponse,
  parseTokenRequest,
  preAuthorizedCodeGrantType,
  type TokenRequest,
} from '@lontar/openid4vc/openid4vci'
import { answerJson } from './answer.ts'
import { authenticateClient } from './authenticate-client.ts'
import { identifiersByConfiguration } from './credential-identifiers.ts'
import { grantTypesOf } from './grant-types.ts'
import type { IssuerContext } from './issuer-context.ts'
import { readBody } from './read-body.ts'
import { redeemAuthorizationCode } from './redeem-authorization-code.ts'
import { redeemPreAuthorizedCode } from './redeem-pre-authorized-code.ts'
import { redeemRefreshToken } from './redeem-refresh-token.ts'
import { Refusal } from './refusal.ts'
import { tokenLifeSeconds } from './token-life.ts'
import type { IssuedToken, TokenRequestSender } from './token-request-sender.ts'

/**
 * Answers a token request: a pre-authorized code, an authorization code or a refresh token becomes an access token,
 * once.
 *
 * @see OpenID4VCI 1.0 sections 6.1 to 6.3; RFC 6749 sections 4.1.3 and 6
 */
export async function answerTokenRequest(context: IssuerContext, request: Request): Promise<Response> {
  const body = await readBody(context, request, {
    expectedType: 'application/x-www-form-urlencoded',
    error: 'invalid_request',
  })
  const asked = readTokenRequest(context, body)
  const authenticated = await authenticateClient(context, request, asked.clientId)
  const issued = await redeem(context, asked, { request, authenticated })
  const { accessToken, refreshToken, dpopThumbprint, credentialIdentifiers } = issued
  return answerJson(
    createTokenResponse({
      accessToken,
      tokenType: dpopThumbprint === undefined ? 'Bearer' : 'DPoP',
      expiresInSeconds: tokenLifeSeconds,
      ...(refreshToken !== undefined && { refreshToken }),
      ...(issued.scope !== undefined && { scope: issued.scope }),
      ...(credentialIdentifiers !== undefined && {
        credentialIdentifiers: identifiersByConfiguration(credentialIdentifiers),
      }),
    }),
  )
}

function redeem(
  context: IssuerContext,
  asked: TokenRequest,
  sender: TokenRequestSender,
): Promise<IssuedToken> {
  switch (asked.grantType) {
    case preAuthorizedCodeGrantType:
      return redeemPreAuthorizedCode(context, asked, sender)
    case 'authorization_code':
      return redeemAuthorizationCode(context, asked, sender)
    case 'refresh_token':
      return redeemRefreshToken(context, asked, sender)
  }
}

function readTokenRequest(context: IssuerContext, body: string): TokenRequest {
  const [grantType, ...others] = new URLSearchParams(body).getAll('grant_type')
  if (grantType !== undefined && others.length === 0 && !grantTypesOf(context).includes(grantType)) {
    throw new Refusal('unsupported_grant_type', 'the grant type is not supported')
  }
  try {
    return parseTokenRequest(body)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw new Refusal('invalid_request', 'the token request is malformed')
  }
}
