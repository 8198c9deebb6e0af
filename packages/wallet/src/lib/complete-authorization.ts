import { ProtocolError, VerificationError } from '@lontar/credentials/errors'
import { verifyAuthorizationResponse } from '@lontar/openid4vc/oauth'
import { createTokenRequest, fetchAuthorizationServerMetadata } from '@lontar/openid4vc/openid4vci'
import {
  type AuthorizationSession,
  deleteAuthorizationSession,
  readAuthorizationSession,
} from './authorization-session.ts'
import { collectCredentials } from './collect-credentials.ts'
import { currentTrust } from './current-trust.ts'
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts'
import { openIssuanceChannel } from './issuance-channel.ts'
import { planCollection } from './plan-collection.ts'
import type { RequestOptions } from './receive-credentials.ts'
import { requestToken } from './request-token.ts'
import { offeredConfiguration } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import type { WalletContext } from './wallet-context.ts'

/**
 * Takes up an authorization whose browser came back. A session answers once, whatever comes of it; an address that is
 * not of this session leaves it as it is.
 *
 * @throws VerificationError `issuance_unknown`, `oauth_response_mismatch`, `issuer_untrusted` and what checking a
 *   credential throws; ProtocolError `authorization_refused`, `issuer_refused`; MalformedError `oauth_response_malformed`
 * @see OpenID4VCI 1.0 sections 5.2 and 6; RFC 9207
 */
export function completeAuthorization(
  context: WalletContext,
  id: string,
  redirectedUrl: string,
  options: RequestOptions,
): Promise<StoredCredential[]> {
  // A code that is sent twice has the server end what it gave for it (RFC 6749 section 4.1.2).
  return context.inTurn(`session ${id}`, () => complete(context, id, redirectedUrl, options))
}

async function complete(
  context: WalletContext,
  id: string,
  redirectedUrl: string,
  options: RequestOptions,
): Promise<StoredCredential[]> {
  const session = await readAuthorizationSession(context, id)
  if (session === undefined) {
    throw new VerificationError('issuance_unknown', 'The wallet has begun no authorization of that name.')
  }
  const code = await codeOf(context, session, redirectedUrl)
  const { fetch } = context
  const server = await fetchAuthorizationServerMetadata(session.server, { fetch })
  const metadata = await fetchIssuerMetadata(context, session.issuer)
  const configurations = session.configurationIds.map((each) => offeredConfiguration(context, metadata, each))
  const list = await currentTrust(options.trust)
  const { collection, trust } = planCollection(context, { metadata, configurations, list }, options)
  await deleteAuthorizationSession(context, id)
  const { redirectUri, codeVerifier, clientId, dpopKey } = session
  const opened = await openIssuanceChannel(context, server, { dpopKey })
  const body = createTokenRequest({ code, codeVerifier, redirectUri, clientId })
  const { token, channel } = await requestToken(context, server, opened, body)
  const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
  return collectCredentials(context, issuance, collection)
}

/**
 * A refusal of the issuer ends the session; what is not of it does not. `iss` has to be there, also where the metadata do
 * not promise it: a wallet speaks with the servers of many issuers (RFC 9207 section 2.4, decision 19).
 */
async function codeOf(
  context: WalletContext,
  {
    id,
    server: expectedIssuer,
    state: expectedState,
    redirectUri: expectedRedirectUri,
  }: AuthorizationSession,
  redirectedUrl: string,
): Promise<string> {
  const expectations = { expectedIssuer, expectedState, expectedRedirectUri }
  try {
    return verifyAuthorizationResponse(redirectedUrl, expectations).code
  } catch (error) {
    if (error instanceof ProtocolError) await deleteAuthorizationSession(context, id)
    throw error
  }
}
