import { LontarError } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import {
  createTokenResponse,
  type PreAuthorizedTokenRequest,
  parseTokenRequest,
  preAuthorizedCodeGrantType,
  type TokenRequest,
} from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { answerJson } from './answer.ts'
import { authenticateClient } from './authenticate-client.ts'
import { bindToken } from './bind-token.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { Redemption } from './issuer-store.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

/** Life of an access token, in seconds: longer ones must be bound to their sender (OpenID4VCI 1.0 section 13.10). */
const tokenLifeSeconds = 300
/** After so many wrong transaction codes the offer is dead (security E3). */
const maxTries = 5

/**
 * Answers a token request: a pre-authorized code becomes an access token, once.
 *
 * @see OpenID4VCI 1.0 sections 6.1 to 6.3
 */
export async function answerTokenRequest(context: IssuerContext, request: Request): Promise<Response> {
  const body = await readBody(request, {
    expectedType: 'application/x-www-form-urlencoded',
    error: 'invalid_request',
  })
  const { preAuthorizedCode, txCode, clientId } = readTokenRequest(body)
  const client = await authenticateClient(context, request, clientId)
  const dpopThumbprint = await bindToken(context, request)
  const accessToken = drawSecret(context.randomBytes)
  const tokenClient = client?.clientId ?? clientId
  const now = context.now()
  const redemption = await context.store.redeemCode({
    codeHash: await hashText(preAuthorizedCode),
    txCode: txCode ?? null,
    maxTries,
    tokenHash: await hashText(accessToken),
    tokenExpiresAt: afterSeconds(now, tokenLifeSeconds),
    ...(tokenClient !== undefined && { clientId: tokenClient }),
    ...(dpopThumbprint !== undefined && { dpopThumbprint }),
    now,
  })
  if (redemption.outcome !== 'redeemed') throw refusalOf(redemption.outcome)
  return answerJson(
    createTokenResponse({
      accessToken,
      tokenType: dpopThumbprint === undefined ? 'Bearer' : 'DPoP',
      expiresInSeconds: tokenLifeSeconds,
    }),
  )
}

function readTokenRequest(body: string): PreAuthorizedTokenRequest {
  let read: TokenRequest
  try {
    read = parseTokenRequest(body)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw error.code === 'grant_type_unsupported' || body.includes('grant_type=authorization_code')
      ? new Refusal('unsupported_grant_type', 'only the pre-authorized code is supported')
      : new Refusal('invalid_request', 'the token request is malformed')
  }
  // Section 6.2 binds who answers this parameter to give credential identifiers, which this issuer does not have.
  if (new URLSearchParams(body).has('authorization_details')) {
    throw new Refusal('invalid_request', 'authorization_details are not supported')
  }
  if (read.grantType !== preAuthorizedCodeGrantType) {
    throw new Refusal('unsupported_grant_type', 'only the pre-authorized code is supported')
  }
  return read
}

/** Section 6.3. An unknown, a used, a dead and an expired code look the same (security H14). */
function refusalOf(outcome: Exclude<Redemption['outcome'], 'redeemed'>): Refusal {
  switch (outcome) {
    case 'tx_code_required':
      return new Refusal('invalid_request', 'a transaction code is required')
    case 'tx_code_unexpected':
      return new Refusal('invalid_request', 'no transaction code is expected')
    case 'tx_code_wrong':
      return new Refusal('invalid_grant', 'the transaction code is wrong')
    case 'code_invalid':
    case 'code_expired':
      return new Refusal('invalid_grant', 'the pre-authorized code is not valid')
  }
}
