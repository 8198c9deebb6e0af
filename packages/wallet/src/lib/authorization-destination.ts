import { invalidArgument, UnsupportedError } from '@lontar/credentials/errors'
import {
  type AuthorizationServerMetadata,
  type CredentialIssuerMetadata,
  type CredentialOffer,
  fetchAuthorizationServerMetadata,
  selectAuthorizationServer,
} from '@lontar/openid4vc/openid4vci'
import type { AuthorizeOptions, WantedCredentials } from './authorize-options.ts'
import { currentTrust } from './current-trust.ts'
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts'
import { type HeldOut, planCollection } from './plan-collection.ts'
import { offeredConfiguration, type ResolvedOffer } from './resolve-offer.ts'
import type { TakenConfiguration } from './taken-configuration.ts'
import type { WalletContext } from './wallet-context.ts'

/** Where credentials can be had. */
export interface AuthorizationDestination {
  readonly metadata: CredentialIssuerMetadata
  /** The authorization server of the authorization code grant. */
  readonly server: AuthorizationServerMetadata
  /** What is asked for. */
  readonly taken: readonly TakenConfiguration[]
  /** Of the offer, to be sent as it is. */
  readonly issuerState: string | undefined
}

/**
 * Finds where what is wanted can be had. Nobody is sent to the page of an issuer that is not trusted: he would type his
 * secrets there (security: E6).
 *
 * @throws VerificationError `issuer_untrusted`, `credential_configuration_unknown`, `issuer_metadata_mismatch`;
 *   UnsupportedError `grant_type_unsupported` for an offer of another grant alone, and as `planCollection`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no configuration, or one twice
 */
export async function findAuthorizationDestination(
  context: WalletContext,
  wanted: ResolvedOffer | WantedCredentials,
  options: AuthorizeOptions,
): Promise<AuthorizationDestination> {
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
