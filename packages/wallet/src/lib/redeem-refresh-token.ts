import { ProtocolError } from '@lontar/credentials/errors'
import { type AuthorizationServerMetadata, createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { refreshTokenTurn } from './create-refresh-token-chain.ts'
import { listDeferredIssuances, writeDeferredIssuance } from './deferred-issuance.ts'
import type { IssuanceChannel } from './issuance-channel.ts'
import { deleteRenewal, listRenewals, writeRenewal } from './renewal.ts'
import { type RequestedToken, requestToken } from './request-token.ts'
import type { WalletContext } from './wallet-context.ts'

/** A refresh token, and who may use it. */
export interface HeldRefreshToken {
  readonly refreshToken: string
  readonly clientId: string | undefined
}

/**
 * Gets a new access token by a refresh token. A new refresh token is kept before anything else can fail, and one that
 * the issuer does not take any more is forgotten. Each server is asked by one call at a time, with the newest token: an
 * old one that is sent again can have the server end all that came of it.
 *
 * @param opened a channel with the key that the refresh token is bound to.
 * @returns the token, in any case with a refresh token: the new one, or the old one where it lives on.
 * @throws ProtocolError `issuer_refused`; MalformedError `token_response_malformed`; NetworkError
 * @see RFC 6749 section 6
 */
export function redeemRefreshToken(
  context: WalletContext,
  server: AuthorizationServerMetadata,
  opened: IssuanceChannel,
  held: HeldRefreshToken,
): Promise<RequestedToken> {
  return context.inTurn(`server ${server.issuer}`, () => redeem(context, server, opened, held))
}

async function redeem(
  context: WalletContext,
  server: AuthorizationServerMetadata,
  opened: IssuanceChannel,
  { refreshToken: held, clientId }: HeldRefreshToken,
): Promise<RequestedToken> {
  const old = context.refreshTokens.latest(held)
  const body = createTokenRequest({ refreshToken: old, ...(clientId !== undefined && { clientId }) })
  try {
    const { token, channel } = await requestToken(context, server, opened, body)
    const { refreshToken = old } = token
    if (old !== refreshToken)
      await context.inTurn(refreshTokenTurn, () => replaceRefreshToken(context, old, refreshToken))
    return { token: { ...token, refreshToken }, channel }
  } catch (error) {
    if (error instanceof ProtocolError && error.protocolError === 'invalid_grant')
      await context.inTurn(refreshTokenTurn, () => forgetRefreshToken(context, old))
    throw error
  }
}

/**
 * Puts a new refresh token wherever the old one is kept: one issuance can have brought credentials and a promise of
 * others, and the issuer has ended the old one.
 */
async function replaceRefreshToken(context: WalletContext, old: string, refreshToken: string): Promise<void> {
  context.refreshTokens.replace(old, refreshToken)
  for (const renewal of await listRenewals(context)) {
    if (renewal.refreshToken === old) await writeRenewal(context, { ...renewal, refreshToken })
  }
  for (const issuance of await listDeferredIssuances(context)) {
    if (issuance.refreshToken === old) await writeDeferredIssuance(context, { ...issuance, refreshToken })
  }
}

/** Forgets a refresh token that the issuer does not take any more. */
async function forgetRefreshToken(context: WalletContext, dead: string): Promise<void> {
  for (const renewal of await listRenewals(context)) {
    if (renewal.refreshToken === dead) await deleteRenewal(context, renewal.id)
  }
  for (const issuance of await listDeferredIssuances(context)) {
    if (issuance.refreshToken === dead)
      await writeDeferredIssuance(context, { ...issuance, refreshToken: undefined })
  }
}
