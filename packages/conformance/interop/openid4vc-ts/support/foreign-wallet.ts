import { type JwtSigner, setGlobalConfig } from '@openid4vc/oauth2'
import {
  type CredentialOfferObject,
  type IssuerMetadataResult,
  Openid4vciClient,
} from '@openid4vc/openid4vci'
import { Openid4vpClient, type ResolvedOpenid4vpAuthorizationRequest } from '@openid4vc/openid4vp'
import { createForeignCallbacks, type ForeignCallbacksOptions } from './foreign-callbacks.ts'
import { createHolderKey, type HolderKey } from './holder-key.ts'

/** How the proof names the wallet's key (OpenID4VCI 1.0 appendix F.1). */
export type BindingMethod = 'jwk' | 'did:jwk'

/** What a wallet read before it asked for anything. */
export interface ResolvedOffer {
  readonly offer: CredentialOfferObject
  readonly metadata: IssuerMetadataResult
}

/** What is asked of the credential endpoint. */
export interface Collection {
  readonly configurationId: string
  readonly accessToken: string
  readonly binding?: BindingMethod
  /** The issuer's own by default. */
  readonly nonce?: string
  /** The issuer that the proof is made for; the one asked by default. */
  readonly audience?: string
}

/** The answer of a verifier to a response. */
export interface Submission {
  readonly status: number
  readonly body: unknown
}

/** A wallet of other people: `@openid4vc/*` speaks the protocols, jose signs, and nothing of ours is in it. */
export interface ForeignWallet {
  readonly key: HolderKey
  /** The roots of verifiers' certificates that it trusts, in base64; none at first. */
  readonly roots: string[]
  resolveOffer(credentialOfferUri: string): Promise<ResolvedOffer>
  redeem(resolved: ResolvedOffer, txCode: string | undefined): Promise<string>
  collect(resolved: ResolvedOffer, collection: Collection): Promise<string>
  resolveRequest(requestUri: string): Promise<ResolvedOpenid4vpAuthorizationRequest>
  submit(
    request: ResolvedOpenid4vpAuthorizationRequest,
    vpToken: Record<string, [string]>,
  ): Promise<Submission>
}

/**
 * Opens a wallet with a key of its own.
 *
 * @param options `fetch` is Node's own by default
 */
export async function openForeignWallet(
  options: Pick<ForeignCallbacksOptions, 'fetch'> = {},
): Promise<ForeignWallet> {
  // The library refuses http by default; loopback has nothing else.
  setGlobalConfig({ allowInsecureUrls: true })
  const key = await createHolderKey()
  const roots: string[] = []
  const callbacks = createForeignCallbacks({ ...options, keys: [key], roots })
  const issuance = new Openid4vciClient({ callbacks })
  const presentation = new Openid4vpClient({ callbacks })
  return {
    key,
    roots,
    resolveOffer: async (credentialOfferUri) => {
      const offer = await issuance.resolveCredentialOffer(credentialOfferUri)
      return { offer, metadata: await issuance.resolveIssuerMetadata(offer.credential_issuer) }
    },
    redeem: async ({ offer, metadata }, txCode) => {
      const { accessTokenResponse } = await issuance.retrievePreAuthorizedCodeAccessTokenFromOffer({
        credentialOffer: offer,
        issuerMetadata: metadata,
        ...(txCode === undefined ? {} : { txCode }),
      })
      return accessTokenResponse.access_token
    },
    collect: (resolved, collection) => collect(issuance, key, resolved, collection),
    resolveRequest: (requestUri) => {
      const { params } = presentation.parseOpenid4vpAuthorizationRequest({ authorizationRequest: requestUri })
      return presentation.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: params })
    },
    submit: (request, vpToken) => submit(presentation, request, vpToken),
  }
}

async function collect(
  client: Openid4vciClient,
  key: HolderKey,
  { metadata }: ResolvedOffer,
  { configurationId, accessToken, binding = 'jwk', nonce, audience }: Collection,
): Promise<string> {
  const { jwt } = await client.createCredentialRequestJwtProof({
    issuerMetadata: audience === undefined ? metadata : withIssuer(metadata, audience),
    credentialConfigurationId: configurationId,
    nonce: nonce ?? (await client.requestNonce({ issuerMetadata: metadata })).c_nonce,
    signer: signerOf(key, binding),
  })
  const { credentialResponse } = await client.retrieveCredentials({
    issuerMetadata: metadata,
    accessToken,
    credentialConfigurationId: configurationId,
    proofs: { jwt: [jwt] },
  })
  const [issued] = credentialResponse.credentials ?? []
  if (typeof issued !== 'object' || typeof issued['credential'] !== 'string') {
    throw new TypeError('the response holds no credential of version 1.0')
  }
  return issued['credential']
}

function withIssuer(metadata: IssuerMetadataResult, issuer: string): IssuerMetadataResult {
  return { ...metadata, credentialIssuer: { ...metadata.credentialIssuer, credential_issuer: issuer } }
}

function signerOf({ publicJwk, didUrl }: HolderKey, binding: BindingMethod): JwtSigner {
  return binding === 'jwk'
    ? { method: 'jwk', alg: 'ES256', publicJwk }
    : { method: 'did', alg: 'ES256', didUrl }
}

const encrypting = {
  encryption: { nonce: 'of-the-foreign-wallet' },
  serverMetadata: {
    authorization_signing_alg_values_supported: [],
    authorization_encryption_alg_values_supported: ['ECDH-ES'],
    authorization_encryption_enc_values_supported: ['A128GCM'],
  },
}

async function submit(
  client: Openid4vpClient,
  { authorizationRequestPayload }: ResolvedOpenid4vpAuthorizationRequest,
  vpToken: Record<string, [string]>,
): Promise<Submission> {
  const { authorizationResponsePayload, jarm } = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload,
    authorizationResponsePayload: { vp_token: vpToken },
    ...(authorizationRequestPayload.response_mode === 'direct_post.jwt' && { jarm: encrypting }),
  })
  const { response } = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: authorizationRequestPayload as { readonly response_uri?: string },
    authorizationResponsePayload,
    ...(jarm !== undefined && { jarm }),
  })
  return { status: response.status, body: await response.json() }
}
