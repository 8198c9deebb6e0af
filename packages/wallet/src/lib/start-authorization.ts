import { invalidArgument, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, jwkThumbprint } from '@lontar/credentials/jose'
import {
  type AuthorizationRequest,
  createAuthorizationRequest,
  createAuthorizationUrl,
  createPkce,
  fetchPushedAuthorization,
  isRedirectUri,
} from '@lontar/openid4vc/oauth'
import type { AuthorizationServerMetadata } from '@lontar/openid4vc/openid4vci'
import { type AuthorizationDestination, findAuthorizationDestination } from './authorization-destination.ts'
import {
  type AuthorizationSession,
  purgeAuthorizationSessions,
  writeAuthorizationSession,
} from './authorization-session.ts'
import type { AuthorizeOptions, WantedCredentials } from './authorize-options.ts'
import { type IssuanceChannel, openIssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import type { ResolvedOffer } from './resolve-offer.ts'
import type { WalletContext } from './wallet-context.ts'

/** An authorization that has begun. */
export interface StartedAuthorization {
  /** Where to send the holder's browser. */
  readonly authorizationUrl: string
  /** Names the session for `complete`; it is kept in the vault. */
  readonly session: string
}

/**
 * Begins the authorization code flow: PKCE with S256 always, a pushed request where the server takes one.
 *
 * @see OpenID4VCI 1.0 section 5; RFC 7636; RFC 9126
 */
export async function startAuthorization(
  context: WalletContext,
  wanted: ResolvedOffer | WantedCredentials,
  options: AuthorizeOptions,
): Promise<StartedAuthorization> {
  await purgeAuthorizationSessions(context)
  const { redirectUri } = options
  if (!isRedirectUri(redirectUri))
    throw invalidArgument('redirectUri is no address for a browser to come back to.')
  const destination = await findAuthorizationDestination(context, wanted, options)
  const { server, metadata, taken } = destination
  const opened = await openIssuanceChannel(context, server)
  const clientId = opened.clientId ?? options.clientId
  if (clientId === undefined)
    throw invalidArgument('authorize needs a clientId, or a wallet with an attestation.')
  const { dpopKey } = opened
  const { codeVerifier, codeChallenge } = await createPkce(context.randomBytes)
  const session: AuthorizationSession = {
    id: encodeBase64Url(context.randomBytes(16)),
    issuer: metadata.credential_issuer,
    server: server.issuer,
    configurationIds: taken.map(({ id }) => id),
    state: encodeBase64Url(context.randomBytes(16)),
    ...{ clientId, redirectUri, codeVerifier, dpopKey },
    createdAt: context.now(),
  }
  const request = await requestOf(destination, session, codeChallenge)
  const authorizationUrl = await authorizationUrlOf(context, server, opened, request)
  await writeAuthorizationSession(context, session)
  return Object.freeze({ authorizationUrl, session: session.id })
}

async function requestOf(
  destination: AuthorizationDestination,
  { clientId, redirectUri, state, dpopKey }: AuthorizationSession,
  codeChallenge: string,
): Promise<AuthorizationRequest> {
  const { issuerState } = destination
  return {
    ...{ clientId, redirectUri, codeChallenge, state },
    ...whatIsAsked(destination),
    ...(issuerState !== undefined && { issuerState }),
    ...(dpopKey !== undefined && { dpopJkt: await jwkThumbprint(dpopKey) }),
  }
}

/**
 * By scope where every configuration publishes one, as HAIP 1.0 section 4 has it; else by authorization details
 * (decision 19).
 */
function whatIsAsked({
  metadata,
  taken,
}: AuthorizationDestination): Pick<AuthorizationRequest, 'scope' | 'authorizationDetails' | 'resource'> {
  const scopes = taken.map(({ configuration }) => configuration.scope)
  const scope = scopes.filter((each) => each !== undefined)
  const isScoped = scope.length === taken.length
  const { authorization_servers: servers, credential_issuer: issuer } = metadata
  // Sections 5.1.1 and 5.1.2: a server of several issuers has to know for which of them the token is, so that none of
  // them can use at another what it was given.
  const isShared = servers !== undefined
  if (isScoped)
    return { scope: [...new Set(scope)], authorizationDetails: [], ...(isShared && { resource: issuer }) }
  const location = isShared ? { locations: [issuer] } : {}
  return {
    scope: [],
    authorizationDetails: taken.map(({ id }) => ({ credentialConfigurationId: id, ...location })),
  }
}

async function authorizationUrlOf(
  context: WalletContext,
  server: AuthorizationServerMetadata,
  channel: IssuanceChannel,
  request: AuthorizationRequest,
): Promise<string> {
  const endpoint = requireEndpoint(server)
  const { clientId } = request
  const parameters = createAuthorizationRequest(request)
  const { pushed_authorization_request_endpoint: pushed } = server
  if (pushed === undefined) return withParameters(endpoint, parameters)
  const { value } = await withFreshAttestation(context, server, channel, ({ fetch }) =>
    fetchPushedAuthorization(pushed, parameters, { fetch }),
  )
  return createAuthorizationUrl(endpoint, { clientId, requestUri: value.requestUri })
}

function requireEndpoint({
  authorization_endpoint: endpoint,
  require_pushed_authorization_requests: mustPush,
  code_challenge_methods_supported: methods,
  pushed_authorization_request_endpoint: pushed,
}: AuthorizationServerMetadata): string {
  if (endpoint === undefined)
    throw new UnsupportedError(
      'grant_type_unsupported',
      'The authorization server has no authorization endpoint.',
    )
  if (methods?.includes('S256') === false)
    throw new UnsupportedError(
      'grant_type_unsupported',
      'The authorization server does not take PKCE with S256.',
    )
  if (mustPush === true && pushed === undefined)
    throw new VerificationError(
      'issuer_metadata_mismatch',
      'The server requires pushed requests and takes none.',
    )
  return endpoint
}

function withParameters(endpoint: string, parameters: string): string {
  const url = new URL(endpoint)
  for (const [name, value] of new URLSearchParams(parameters)) url.searchParams.set(name, value)
  return url.href
}
