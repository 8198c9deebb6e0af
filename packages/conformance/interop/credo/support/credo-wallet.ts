import { Kms, SdJwtVcRecord, W3cCredentialRecord, W3cV2CredentialRecord } from '@credo-ts/core'
import type {
  OpenId4VciCredentialBindingResolver,
  OpenId4VciCredentialResponse,
  OpenId4VciRequestTokenResponse,
  OpenId4VciResolvedCredentialOffer,
} from '@credo-ts/openid4vc'
import type { JWK } from 'jose'
import { type CredoAgent, type CredoAgentOptions, openCredoAgent } from './open-agent.ts'

/** How the proof names the wallet's keys; an attester vouches for them, over a nonce. */
export type CredoBinding = 'jwk' | 'did:jwk' | AttestCredoKeys

/** Vouches for keys of the wallet. */
export type AttestCredoKeys = (keys: readonly Kms.KmsJwkPublicEc[], nonce: string) => Promise<string>

/** What is collected, and how. */
export interface CredoCollection {
  /** Which of what was offered; all by default. */
  readonly configurationIds?: string[]
  readonly binding?: CredoBinding
  /** One by default. */
  readonly copies?: number
  readonly clientId?: string
}

/** Who the wallet is to the authorization server. */
export interface CredoClient {
  readonly clientId: string
  readonly redirectUri: string
  /** Vouches for the wallet; it is a public client without. */
  readonly walletAttestationJwt?: string
}

/** What came: the signed texts, as Credo verified and kept them. */
export interface CredoDelivery {
  readonly received: readonly OpenId4VciCredentialResponse[]
  /** In the order of the answers. */
  readonly texts: readonly string[]
  readonly deferred: Awaited<ReturnType<Holder['requestCredentials']>>['deferredCredentials']
  readonly token: OpenId4VciRequestTokenResponse
}

/** The holder's side of Credo. */
export type Holder = CredoAgent['openid4vc']['holder']

/** A wallet made of Credo alone. */
export interface CredoWallet {
  readonly agent: CredoAgent
  readonly holder: Holder
  /** The keys that it proved, in order. */
  readonly keys: readonly JWK[]
  resolve(offerUri: string): Promise<OpenId4VciResolvedCredentialOffer>
  /** Makes a key, such as that of the wallet itself. */
  createKey(): Promise<Kms.KmsJwkPublicEc>
  /**
   * The authorization code flow up to the token.
   *
   * @param signIn is given the address for the browser, and gives where that was sent back to
   */
  authorize(
    offer: OpenId4VciResolvedCredentialOffer,
    client: CredoClient,
    signIn: (authorizationRequestUrl: string) => Promise<string>,
  ): Promise<OpenId4VciRequestTokenResponse>
  collect(
    offer: OpenId4VciResolvedCredentialOffer,
    token: OpenId4VciRequestTokenResponse,
    collection?: CredoCollection,
  ): Promise<CredoDelivery>
  /** Keeps what came, so that it can be presented. */
  keep(delivery: CredoDelivery): Promise<void>
  close(): Promise<void>
}

/** Opens a wallet with no key yet; each credential gets one of its own. */
export async function openCredoWallet(options: Pick<CredoAgentOptions, 'fetch'> = {}): Promise<CredoWallet> {
  const agent = await openCredoAgent(options)
  const { holder } = agent.openid4vc
  const keys: JWK[] = []
  return {
    agent,
    holder,
    keys,
    resolve: (offerUri) => holder.resolveCredentialOffer(offerUri),
    createKey: () => createKey(agent),
    authorize: (resolved, client, signIn) => authorize(holder, resolved, client, signIn),
    collect: async (resolvedCredentialOffer, token, collection = {}) => {
      const { configurationIds, binding = 'jwk', copies = 1, clientId } = collection
      const { credentials, deferredCredentials } = await holder.requestCredentials({
        resolvedCredentialOffer,
        ...token,
        ...(configurationIds && { credentialConfigurationIds: configurationIds }),
        ...(clientId !== undefined && { clientId }),
        credentialBindingResolver: await bindingOf(agent, keys, binding, copies),
      })
      return { received: credentials, texts: textsOf(credentials), deferred: deferredCredentials, token }
    },
    keep: async ({ received }) => {
      for (const { record } of received) {
        if (record instanceof SdJwtVcRecord) await agent.sdJwtVc.store({ record })
        if (record instanceof W3cCredentialRecord) await agent.w3cCredentials.store({ record })
        if (record instanceof W3cV2CredentialRecord) await agent.w3cV2Credentials.store({ record })
      }
    },
    close: () => agent.shutdown(),
  }
}

/** The signed text of each instance of each record. */
export function textsOf(received: readonly OpenId4VciCredentialResponse[]): string[] {
  return received.flatMap(({ record }) =>
    record.credentialInstances.map((instance) =>
      'compactSdJwtVc' in instance
        ? instance.compactSdJwtVc
        : String('credential' in instance ? instance.credential : undefined),
    ),
  )
}

async function bindingOf(
  agent: CredoAgent,
  known: JWK[],
  binding: CredoBinding,
  copies: number,
): Promise<OpenId4VciCredentialBindingResolver> {
  const keys: Kms.KmsJwkPublicEc[] = []
  for (let count = 0; count < copies; count += 1) {
    keys.push(await createKey(agent))
  }
  known.push(...keys.map(bare))
  if (binding === 'jwk') {
    return () => ({ method: 'jwk', keys: keys.map((key) => Kms.PublicJwk.fromPublicJwk(key)) })
  }
  if (binding === 'did:jwk') {
    const didUrls = await Promise.all(keys.map((key) => createDidUrl(agent, key)))
    return () => ({ method: 'did', didUrls })
  }
  return async ({ cNonce }) => ({ method: 'attestation', keyAttestationJwt: await binding(keys, cNonce) })
}

async function createKey(agent: CredoAgent): Promise<Kms.KmsJwkPublicEc> {
  const { publicJwk } = await agent.kms.createKey({ type: { kty: 'EC', crv: 'P-256' } })
  return publicJwk
}

async function authorize(
  holder: Holder,
  resolvedCredentialOffer: OpenId4VciResolvedCredentialOffer,
  client: CredoClient,
  signIn: (authorizationRequestUrl: string) => Promise<string>,
): Promise<OpenId4VciRequestTokenResponse> {
  const started = await holder.resolveOpenId4VciAuthorizationRequest(resolvedCredentialOffer, { ...client })
  if (!('authorizationRequestUrl' in started)) throw new TypeError('Credo began another flow')
  const { codeVerifier, dpop } = started
  const { authorizationCode } = holder.parseAuthorizationCodeFromAuthorizationResponse({
    authorizationResponseRedirectUrl: await signIn(started.authorizationRequestUrl),
    resolvedCredentialOffer,
  })
  return holder.requestToken({
    resolvedCredentialOffer,
    code: authorizationCode,
    ...client,
    ...(codeVerifier !== undefined && { codeVerifier }),
    ...(dpop && { dpop }),
  })
}

async function createDidUrl(agent: CredoAgent, { kid = '' }: Kms.KmsJwkPublicEc): Promise<string> {
  const { didState } = await agent.dids.create({ method: 'jwk', options: { keyId: kid } })
  if (didState.state !== 'finished') throw new TypeError('Credo made no did:jwk')
  return `${didState.did}#0`
}

function bare({ kty, crv, x, y }: Kms.KmsJwkPublicEc): JWK {
  return { kty, crv, x, y }
}
