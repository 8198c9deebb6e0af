import { ProtocolError, VerificationError } from '@lontar/credentials/errors'
import { verifyAuthorizationResponse } from '@lontar/openid4vc/oauth'
import {
  type AuthorizationServerMetadata,
  createTokenRequest,
  fetchAuthorizationServerMetadata,
  fetchCredentialIssuerMetadata,
  fetchToken,
  selectMessageEncryption,
} from '@lontar/openid4vc/openid4vci'
import {
  type AuthorizationSession,
  deleteAuthorizationSession,
  readAuthorizationSession,
} from './authorization-session.ts'
import { collectCredentials } from './collect-credentials.ts'
import { currentTrust } from './current-trust.ts'
import { openIssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import type { CollectOptions } from './receive-credentials.ts'
import { offeredConfiguration } from './resolve-offer.ts'
import type { StoredCredential } from './stored-credential.ts'
import { countCopies, decideTrust, takeConfigurations } from './taken-configuration.ts'
import type { WalletContext } from './wallet-context.ts'

/**
 * Takes up an authorization whose browser came back. A session answers once, whatever comes of it; an address that is
 * not of this session leaves it as it is.
 *
 * @throws VerificationError `issuance_unknown`, `oauth_response_mismatch`, `issuer_untrusted` and what checking a
 *   credential throws; ProtocolError `authorization_refused`, `issuer_refused`; MalformedError `oauth_response_malformed`
 * @see OpenID4VCI 1.0 sections 5.2 and 6; RFC 9207
 */
export async function completeAuthorization(
  context: WalletContext,
  id: string,
  redirectedUrl: string,
  options: CollectOptions,
): Promise<StoredCredential[]> {
  const session = await readAuthorizationSession(context, id)
  if (session === undefined) {
    throw new VerificationError('issuance_unknown', 'The wallet has begun no authorization of that name.')
  }
  const { fetch } = context
  const { redirectUri, codeVerifier, clientId } = session
  const server = await fetchAuthorizationServerMetadata(session.server, { fetch })
  const code = await codeOf(context, session, redirectedUrl, server)
  const metadata = await fetchCredentialIssuerMetadata(session.issuer, { fetch })
  const offered = session.configurationIds.map((each) => offeredConfiguration(context, metadata, each))
  const taken = takeConfigurations(offered, undefined)
  const list = await currentTrust(options.trust)
  const trust = decideTrust(metadata, taken, list, options.acceptUntrustedIssuer === true)
  const copies = countCopies(metadata, options.copies ?? 1)
  selectMessageEncryption(metadata)
  await deleteAuthorizationSession(context, id)
  const opened = await openIssuanceChannel(context, server, { dpopKey: session.dpopKey })
  const body = createTokenRequest({ code, codeVerifier, redirectUri, clientId })
  const { value: token, channel } = await withFreshAttestation(context, server, opened, (through) =>
    fetchToken(server.token_endpoint, body, { fetch: through.fetch }),
  )
  const issuance = { metadata, server, channel, token, clientId, trust, confirm: options.confirm }
  return collectCredentials(context, issuance, { taken, copies, encrypt: options.encrypt ?? false })
}

/** A refusal of the issuer ends the session; what is not of it does not. */
async function codeOf(
  context: WalletContext,
  {
    id,
    server: expectedIssuer,
    state: expectedState,
    redirectUri: expectedRedirectUri,
  }: AuthorizationSession,
  redirectedUrl: string,
  { authorization_response_iss_parameter_supported: issuerNamed = false }: AuthorizationServerMetadata,
): Promise<string> {
  const expectations = { expectedIssuer, expectedState, expectedRedirectUri, issuerNamed }
  try {
    return verifyAuthorizationResponse(redirectedUrl, expectations).code
  } catch (error) {
    if (error instanceof ProtocolError) await deleteAuthorizationSession(context, id)
    throw error
  }
}
