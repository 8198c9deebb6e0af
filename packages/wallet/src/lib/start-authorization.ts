import { invalidArgument, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, jwkThumbprint } from '@lontar/credentials/jose'
import {
  type AuthorizationRequest,
  createAuthorizationRequest,
  createAuthorizationUrl,
  createPkce,
  fetchPushedAuthorization,
} from '@lontar/openid4vc/oauth'
import {
  type AuthorizationServerMetadata,
  type CredentialIssuerMetadata,
  type CredentialOffer,
  fetchAuthorizationServerMetadata,
  fetchCredentialIssuerMetadata,
  selectAuthorizationServer,
} from '@lontar/openid4vc/openid4vci'
import { type AuthorizationSession, writeAuthorizationSession } from './authorization-session.ts'
import { type IssuanceChannel, openIssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import { offeredConfiguration, type ResolvedOffer } from './resolve-offer.ts'
import { type TakenConfiguration, takeConfigurations } from './taken-configuration.ts'
import type { WalletContext } from './wallet-context.ts'

/** What is to be authorized, without an offer: the holder went to the issuer by himself. */
export interface WantedCredentials {
  /** The Credential Issuer Identifier. */
  readonly issuer: string
  /** Keys of its `credential_configurations_supported`, one or more. */
  readonly configurationIds: readonly string[]
}

/** How the holder is sent to the issuer, and comes back. */
export interface AuthorizeOptions {
  /** Where the browser comes back to: https, or a scheme of the app's own. The issuer has to know it. */
  readonly redirectUri: string
  /** The `client_id`; that of the client attestation where the wallet has one. */
  readonly clientId?: string
  /** Which of the offer's configurations to take; all by default. */
  readonly configurationIds?: readonly string[]
}

/** An authorization that has begun. */
export interface StartedAuthorization {
  /** Where to send the holder's browser. */
  readonly authorizationUrl: string
  /** Names the session for `complete`; it is kept in the vault. */
  readonly session: string
}

/** Where credentials can be had. */
interface Destination {
  readonly metadata: CredentialIssuerMetadata
  readonly server: AuthorizationServerMetadata
  readonly taken: readonly TakenConfiguration[]
  readonly issuerState: string | undefined
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
  const destination = await destinationOf(context, wanted, options)
  const { server } = destination
  const opened = await openIssuanceChannel(context, server)
  const clientId = opened.clientId ?? options.clientId
  if (clientId === undefined)
    throw invalidArgument('authorize needs a clientId, or a wallet with an attestation.')
  const state = encodeBase64Url(context.randomBytes(16))
  const { codeVerifier, codeChallenge } = await createPkce(context.randomBytes)
  const { redirectUri } = options
  const dpopJkt = opened.dpopKey && (await jwkThumbprint(opened.dpopKey))
  const request = {
    ...{ clientId, redirectUri, codeChallenge, state },
    ...whatIsAsked(destination),
    ...(destination.issuerState !== undefined && { issuerState: destination.issuerState }),
    ...(dpopJkt !== undefined && { dpopJkt }),
  }
  const session: AuthorizationSession = {
    id: encodeBase64Url(context.randomBytes(16)),
    issuer: destination.metadata.credential_issuer,
    server: server.issuer,
    configurationIds: destination.taken.map(({ id }) => id),
    ...{ clientId, redirectUri, state, codeVerifier },
    dpopKey: opened.dpopKey,
    createdAt: context.now(),
  }
  await writeAuthorizationSession(context, session)
  const authorizationUrl = await authorizationUrlOf(context, server, opened, request)
  return Object.freeze({ authorizationUrl, session: session.id })
}

async function destinationOf(
  context: WalletContext,
  wanted: ResolvedOffer | WantedCredentials,
  { configurationIds }: AuthorizeOptions,
): Promise<Destination> {
  if ('offer' in wanted) {
    const { offer, metadata, server, configurations } = wanted
    const grant = requireGrant(offer)
    const taken = takeConfigurations(configurations, configurationIds)
    return { metadata, server, taken, issuerState: grant?.issuer_state }
  }
  const { fetch } = context
  const metadata = await fetchCredentialIssuerMetadata(wanted.issuer, { fetch })
  const offered = wanted.configurationIds.map((id) => offeredConfiguration(context, metadata, id))
  const taken = takeConfigurations(offered, configurationIds ?? wanted.configurationIds)
  const offer = { credential_issuer: wanted.issuer, credential_configuration_ids: [], grants: {} }
  const server = selectAuthorizationServer(offer, metadata, 'authorization_code')
  return {
    metadata,
    server: await fetchAuthorizationServerMetadata(server, { fetch }),
    taken,
    issuerState: undefined,
  }
}

/** An offer without grants leaves the choice to the wallet (OpenID4VCI 1.0 section 4.1.1). */
function requireGrant({ grants }: CredentialOffer): CredentialOffer['grants']['authorization_code'] {
  if (grants.authorization_code !== undefined || Object.keys(grants).length === 0)
    return grants.authorization_code
  throw new UnsupportedError('grant_type_unsupported', 'The offer has no authorization code grant.')
}

/** By scope where every configuration has one, as HAIP wants it; else by authorization details. */
function whatIsAsked({
  metadata,
  server,
  taken,
}: Destination): Pick<AuthorizationRequest, 'scope' | 'authorizationDetails'> {
  const scopes = taken.map(({ configuration }) => configuration.scope)
  const scope = scopes.filter((each) => each !== undefined)
  const isByDetails = server.authorization_details_types_supported?.includes('openid_credential') === true
  const isScoped = scope.length === taken.length && new Set(scope).size === scope.length
  if (isScoped && !isByDetails) return { scope, authorizationDetails: [] }
  const { authorization_servers: servers, credential_issuer: issuer } = metadata
  const location = servers === undefined ? {} : { locations: [issuer] }
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
  pushed_authorization_request_endpoint: pushed,
}: AuthorizationServerMetadata): string {
  if (endpoint === undefined)
    throw new UnsupportedError(
      'grant_type_unsupported',
      'The authorization server has no authorization endpoint.',
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
