import { VerificationError } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import { verifyPkce } from '@lontar/openid4vc/oauth'
import type { AuthorizationCodeTokenRequest } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import type { AuthenticatedClient } from './authenticate-client.ts'
import { bindToken } from './bind-token.ts'
import { credentialIdentifiersOf } from './credential-identifiers.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import { prepareRefreshToken } from './prepare-refresh-token.ts'
import type { PushedRequest } from './pushed-request.ts'
import { Refusal } from './refusal.ts'
import { narrowedScope, readRequestedDetails } from './requested-configurations.ts'
import { requireClient } from './require-client.ts'
import { tokenLifeSeconds } from './token-life.ts'
import type { IssuedToken, TokenRequestSender } from './token-request-sender.ts'

/**
 * Redeems an authorization code, once: for the client, the address, the PKCE verifier and the DPoP key of its request.
 * What does not fit leaves the code alone, so that nobody can burn it who only saw it; who has
 * everything and comes second ends what the code gave, because one of the two stole it.
 *
 * @see RFC 6749 sections 4.1.2 and 4.1.3; RFC 7636 section 4.6; RFC 9449 section 10
 */
export async function redeemAuthorizationCode(
  context: IssuerContext,
  asked: AuthorizationCodeTokenRequest,
  { request, authenticated }: TokenRequestSender,
): Promise<IssuedToken> {
  const clientId = requireClient(context, { clientId: asked.clientId, authenticated })
  const codeHash = await hashText(asked.code)
  const code = await context.store.readCode(codeHash, context.now())
  if (code === undefined || code.clientId !== clientId) throw invalidCode()
  const { pushed } = JSON.parse(code.request) as { readonly pushed: PushedRequest }
  await requireSameRequester(pushed, asked, authenticated)
  const requested = readRequestedDetails(context, asked.authorizationDetails)
  const configurationIds = narrow(code.configurationIds, requested)
  const dpopThumbprint = await bindToken(context, request, pushed.dpopThumbprint)
  const accessToken = drawSecret(context.randomBytes)
  const identified = pushed.identifiersAsked || requested !== undefined
  const credentialIdentifiers = identified ? credentialIdentifiersOf(configurationIds) : undefined
  const now = context.now()
  if (code.usedFor !== undefined) {
    await context.store.endRenewals(code.usedFor)
    throw invalidCode()
  }
  const { createRefreshToken, given } = prepareRefreshToken(context, authenticated)
  const issuanceId = await context.store.redeemAuthorizationCode({
    codeHash,
    createRefreshToken,
    token: {
      tokenHash: await hashText(accessToken),
      expiresAt: afterSeconds(now, tokenLifeSeconds),
      clientId,
      configurationIds,
      ...(dpopThumbprint !== undefined && { dpopThumbprint }),
      ...(credentialIdentifiers !== undefined && { credentialIdentifiers }),
    },
    now,
  })
  if (issuanceId === undefined) throw invalidCode()
  const scope = narrowedScope(context, pushed.scope, configurationIds)
  return {
    accessToken,
    refreshToken: given(),
    dpopThumbprint,
    credentialIdentifiers,
    ...(scope !== undefined && { scope }),
  }
}

async function requireSameRequester(
  { redirectUri, codeChallenge, instanceThumbprint }: PushedRequest,
  asked: AuthorizationCodeTokenRequest,
  authenticated: AuthenticatedClient | undefined,
): Promise<void> {
  if (asked.redirectUri !== redirectUri) throw invalidCode()
  const sameInstance = instanceThumbprint === authenticated?.instanceThumbprint
  if (instanceThumbprint !== undefined && !sameInstance) throw invalidCode()
  try {
    await verifyPkce(asked.codeVerifier, codeChallenge)
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    throw invalidCode()
  }
}

function narrow(granted: readonly string[], requested: readonly string[] | undefined): readonly string[] {
  if (requested === undefined) return granted
  if (requested.every((id) => granted.includes(id))) return requested
  throw new Refusal('invalid_authorization_details', 'more is asked for than was authorized')
}

/** Unknown, used, over, and of another client, address or verifier look the same (security H14). */
function invalidCode(): Refusal {
  return new Refusal('invalid_grant', 'the authorization code is not valid')
}
