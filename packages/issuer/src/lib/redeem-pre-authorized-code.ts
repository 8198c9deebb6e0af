import { hashText } from '@lontar/credentials/jose'
import type { PreAuthorizedTokenRequest } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { authorizationLimits } from './authorization-limits.ts'
import { bindToken } from './bind-token.ts'
import { credentialIdentifiersOf } from './credential-identifiers.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { Redemption } from './issuer-store.ts'
import { prepareRefreshToken } from './prepare-refresh-token.ts'
import { Refusal } from './refusal.ts'
import { readRequestedDetails } from './requested-configurations.ts'
import { requireClient } from './require-client.ts'
import { tokenLifeSeconds } from './token-life.ts'
import type { IssuedToken, TokenRequestSender } from './token-request-sender.ts'

/**
 * Redeems a pre-authorized code, once.
 *
 * @see OpenID4VCI 1.0 sections 6.1 to 6.3
 */
export async function redeemPreAuthorizedCode(
  context: IssuerContext,
  asked: PreAuthorizedTokenRequest,
  { request, authenticated }: TokenRequestSender,
): Promise<IssuedToken> {
  const clientId = clientOf(context, { clientId: asked.clientId, authenticated })
  const configurationIds = readRequestedDetails(context, asked.authorizationDetails)
  const dpopThumbprint = await bindToken(context, request)
  const accessToken = drawSecret(context.randomBytes)
  const credentialIdentifiers = configurationIds && credentialIdentifiersOf(configurationIds)
  const { createRefreshToken, given } = prepareRefreshToken(context, authenticated)
  const now = context.now()
  const redemption = await context.store.redeemCode({
    codeHash: await hashText(asked.preAuthorizedCode),
    txCode: asked.txCode ?? null,
    maxTries: authorizationLimits.maxTries,
    tokenHash: await hashText(accessToken),
    tokenExpiresAt: afterSeconds(now, tokenLifeSeconds),
    ...(clientId !== undefined && { clientId }),
    ...(dpopThumbprint !== undefined && { dpopThumbprint }),
    ...(configurationIds !== undefined && { configurationIds }),
    ...(credentialIdentifiers !== undefined && { credentialIdentifiers }),
    createRefreshToken,
    now,
  })
  if (redemption.outcome !== 'redeemed') throw refusalOf(redemption.outcome)
  return { accessToken, refreshToken: given(), dpopThumbprint, credentialIdentifiers }
}

/** Section 12.3: whoever does not say who they are is let in only where the metadata say so. */
function clientOf(
  context: IssuerContext,
  client: Pick<TokenRequestSender, 'authenticated'> & { readonly clientId: string | undefined },
): string | undefined {
  if (context.clients?.anonymousPreAuthorized === false) {
    return client.authenticated?.clientId ?? requireClient(context, client)
  }
  return client.authenticated?.clientId ?? client.clientId
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
    case 'configuration_refused':
      return new Refusal('invalid_authorization_details', 'the offer does not hold what is asked for')
    case 'code_invalid':
    case 'code_expired':
      return new Refusal('invalid_grant', 'the pre-authorized code is not valid')
  }
}
