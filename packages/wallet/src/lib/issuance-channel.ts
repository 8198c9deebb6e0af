import { ProtocolError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import {
  clientAttestationAuthMethod,
  createClientAttestationFetch,
  createDpopFetch,
  fetchAttestationChallenge,
} from '@lontar/openid4vc/oauth'
import type { AuthorizationServerMetadata } from '@lontar/openid4vc/openid4vci'
import type { WalletContext } from './wallet-context.ts'

/** The way to one issuer and its authorization server, during one issuance. */
export interface IssuanceChannel {
  /** Adds what the servers want with each request: a proof of the token's key, the attestation of the client. */
  readonly fetch: GuardedFetch
  /** The key that tokens are bound to; `undefined` where the server knows no DPoP. */
  readonly dpopKey: PrivateJwk | undefined
  /** The `client_id` where the client authenticates. */
  readonly clientId: string | undefined
}

/** How a channel is opened. */
export interface ChannelOptions {
  /** The key of an earlier issuance, to whose tokens new ones are bound; a new one by default. */
  readonly dpopKey?: PrivateJwk | undefined
  /** Ask the wallet provider for an attestation made just now; false by default. */
  readonly freshAttestation?: boolean
  /** Whether nothing is asked of the authorization server, so that no client needs to authenticate; false by default. */
  readonly resourceOnly?: boolean
}

/**
 * Opens the way to the servers of an issuance. Each issuance has a DPoP key of its own, so that two of them are not
 * known to be of one holder by it.
 *
 * @throws what the port of the client attestation throws; ProtocolError `issuer_refused`; NetworkError.
 * @see RFC 9449 section 5; Attestation-Based Client Authentication
 */
export async function openIssuanceChannel(
  context: WalletContext,
  server: AuthorizationServerMetadata,
  options: ChannelOptions = {},
): Promise<IssuanceChannel> {
  const { resourceOnly = false, freshAttestation = false } = options
  const attested = resourceOnly ? undefined : await attestedBy(context, server, freshAttestation)
  const clientId = attested?.clientId
  if (server.dpop_signing_alg_values_supported?.includes('ES256') !== true) {
    const { fetch } = context
    const isPlain = attested === undefined
    const channelFetch = isPlain
      ? fetch
      : createClientAttestationFetch({ ...attested, fetch, now: context.now })
    return { fetch: channelFetch, dpopKey: undefined, clientId }
  }
  const dpopKey = options.dpopKey ?? (await generatePrivateJwk())
  const signer = await createLocalSigner(dpopKey)
  const fetch = createDpopFetch({
    fetch: context.fetch,
    signer,
    now: context.now,
    ...(attested !== undefined && { clientAttestation: attested }),
  })
  return { fetch, dpopKey, clientId }
}

/**
 * Runs a request to the authorization server, and once more with an attestation made just now when it wants one.
 *
 * @param attempt is given the channel to use.
 */
export async function withFreshAttestation<Value>(
  context: WalletContext,
  server: AuthorizationServerMetadata,
  channel: IssuanceChannel,
  attempt: (channel: IssuanceChannel) => Promise<Value>,
): Promise<{ readonly value: Value; readonly channel: IssuanceChannel }> {
  try {
    return { value: await attempt(channel), channel }
  } catch (error) {
    const isStale = error instanceof ProtocolError && error.protocolError === 'use_fresh_attestation'
    if (!isStale) throw error
  }
  const fresh = await openIssuanceChannel(context, server, {
    dpopKey: channel.dpopKey,
    freshAttestation: true,
  })
  return { value: await attempt(fresh), channel: fresh }
}

type Attested = Omit<Parameters<typeof createClientAttestationFetch>[0], 'fetch' | 'now'>

async function attestedBy(
  { clientAttestation, fetch }: WalletContext,
  server: AuthorizationServerMetadata,
  fresh: boolean,
): Promise<Attested | undefined> {
  const methods = server.token_endpoint_auth_methods_supported ?? []
  if (clientAttestation === undefined || !methods.includes(clientAttestationAuthMethod)) return undefined
  const { challenge_endpoint: endpoint, pushed_authorization_request_endpoint: pushed } = server
  const challenge = endpoint === undefined ? undefined : await fetchAttestationChallenge(endpoint, { fetch })
  return {
    attestation: await clientAttestation.attest(fresh),
    signer: clientAttestation.signer,
    clientId: clientAttestation.clientId,
    audience: server.issuer,
    endpoints: [server.token_endpoint, ...(pushed === undefined ? [] : [pushed])],
    ...(challenge !== undefined && { challenge }),
  }
}
