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
import {
  type AuthorizationServerMetadata,
  type CredentialIssuerMetadata,
  type CredentialOffer,
  fetchAuthorizationServerMetadata,
  selectAuthorizationServer,
} from '@lontar/openid4vc/openid4vci'
import {
  type AuthorizationSession,
  purgeAuthorizationSessions,
  writeAuthorizationSession,
} from './authorization-session.ts'
import { currentTrust, type WalletTrust } from './current-trust.ts'
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts'
import { type IssuanceChannel, openIssuanceChannel, withFreshAttestation } from './issuance-channel.ts'
import { type HeldOut, planCollection } from './plan-collection.ts'
import { offeredConfiguration, type ResolvedOffer } from './resolve-offer.ts'
import type { TakenConfiguration } from './taken-configuration.ts'
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
  /** Whom to trust, a list or a source of one; by default the list that the offer was reviewed with. */
  readonly trust?: WalletTrust
  /** Send the holder also to an issuer that no list knows; false by default. */
  readonly acceptUntrustedIssuer?: boolean
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
  await purgeAuthorizationSessions(context)
  const { redirectUri } = options
  if (!isRedirectUri(redirectUri))
    throw invalidArgument('redirectUri is no address for a browser to come back to.')
  const destination = await destinationOf(context, wanted, options)
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
  destination: Destination,
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

/** Nobody is sent to the page of an issuer that is not trusted: he would type his secrets there (security: E6). */
async function destinationOf(
  context: WalletContext,
  wanted: ResolvedOffer | WantedCredentials,
  options: AuthorizeOptions,
): Promise<Destination> {
  const { found, list, server, issuerState } =
    'offer' in wanted ? fromOffer(wanted) : await fromIssuer(context, wanted)
  const trust = (await currentTrust(options.trust)) ?? list
  const heldOut = { ...found, configurationIds: options.configurationIds, list: trust }
  const { acceptUntrustedIssuer = false } = options
  const { collection } = planCollection(context, heldOut, { acceptUntrustedIssuer })
  const { fetch } = context
  return {
    metadata: found.metadata,
    server: typeof server === 'string' ? await fetchAuthorizationServerMetadata(server, { fetch }) : server,
    taken: collection.taken,
    issuerState,
  }
}

interface Found {
  readonly found: Pick<HeldOut, 'metadata' | 'configurations'>
  readonly list: HeldOut['list']
  /** Its metadata, or its issuer identifier where they are not known yet. */
  readonly server: AuthorizationServerMetadata | string
  readonly issuerState: string | undefined
}

function fromOffer({ offer, metadata, server, configurations, trust }: ResolvedOffer): Found {
  const grant = requireGrant(offer)
  // An offer with both grants can name a server for each: the one that was resolved is that of the other.
  const own = selectAuthorizationServer(offer, metadata, 'authorization_code')
  return {
    found: { metadata, configurations },
    list: trust,
    server: own === server.issuer ? server : own,
    issuerState: grant?.issuer_state,
  }
}

async function fromIssuer(
  context: WalletContext,
  { issuer, configurationIds: ids }: WantedCredentials,
): Promise<Found> {
  if (ids.length === 0 || new Set(ids).size < ids.length)
    throw invalidArgument('configurationIds names nothing, or something twice.')
  const metadata = await fetchIssuerMetadata(context, issuer)
  const configurations = ids.map((id) => offeredConfiguration(context, metadata, id))
  const offer = { credential_issuer: issuer, credential_configuration_ids: [], grants: {} }
  const server = selectAuthorizationServer(offer, metadata, 'authorization_code')
  return { found: { metadata, configurations }, list: undefined, server, issuerState: undefined }
}

/** An offer without grants leaves the choice to the wallet (OpenID4VCI 1.0 section 4.1.1). */
function requireGrant({ grants }: CredentialOffer): CredentialOffer['grants']['authorization_code'] {
  if (grants.authorization_code !== undefined || Object.keys(grants).length === 0)
    return grants.authorization_code
  throw new UnsupportedError('grant_type_unsupported', 'The offer has no authorization code grant.')
}

/**
 * By scope where every configuration publishes one, as HAIP 1.0 section 4 has it; else by authorization details
 * (decision 19).
 */
function whatIsAsked({
  metadata,
  taken,
}: Destination): Pick<AuthorizationRequest, 'scope' | 'authorizationDetails' | 'resource'> {
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
