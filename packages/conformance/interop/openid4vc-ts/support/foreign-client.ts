import {
  type AccessTokenResponse,
  type AuthorizationServerMetadata,
  clientAuthenticationNone,
  type JwtSignerJwk,
  Oauth2Client,
  type RequestDpopOptions,
  setGlobalConfig,
} from '@openid4vc/oauth2'
import { type CredentialResponse, type IssuerMetadataResult, Openid4vciClient } from '@openid4vc/openid4vci'
import { createForeignCallbacks } from './foreign-callbacks.ts'
import type { ResolvedOffer } from './foreign-wallet.ts'
import { createHolderKey, type HolderKey } from './holder-key.ts'

/** A token, with the key that it is bound to. */
export interface ForeignToken {
  readonly accessToken: string
  readonly tokenType: string
  readonly refreshToken: string | undefined
  readonly dpop: RequestDpopOptions
}

/** A client of `@openid4vc/*` for the authorization code flow; its tokens are bound to a key by DPoP. */
export interface ForeignClient {
  readonly library: Openid4vciClient
  /** The key that its tokens are bound to, before any nonce came. */
  readonly dpop: RequestDpopOptions
  resolve(credentialOfferUri: string): Promise<ResolvedOffer>
  /** @param signIn is given the address for the browser, and gives where that was sent back to */
  authorize(resolved: ResolvedOffer, signIn: (url: string) => Promise<string>): Promise<ForeignToken>
  /** Another token by the refresh token of one, bound to the same key. */
  refresh(resolved: ResolvedOffer, token: ForeignToken): Promise<ForeignToken>
  /** Proves a key for each copy and asks once. */
  collect(
    resolved: ResolvedOffer,
    token: ForeignToken,
    asked: { readonly configurationId: string; readonly copies?: number; readonly encryption?: object },
  ): Promise<{ readonly response: CredentialResponse; readonly keys: readonly HolderKey[] }>
}

/** Who the client is; the issuer has to know both. */
export const foreignClient = {
  clientId: 'dompet-openid4vc',
  redirectUri: 'https://dompet.example/kembali',
} as const

/** Opens a client with a DPoP key of its own. */
export async function openForeignClient(clientFetch: typeof fetch = fetch): Promise<ForeignClient> {
  // The library refuses http by default; loopback has nothing else.
  setGlobalConfig({ allowInsecureUrls: true })
  const dpopKey = await createHolderKey()
  const keys = [dpopKey]
  const { clientId, redirectUri } = foreignClient
  const clientAuthentication = clientAuthenticationNone({ clientId })
  const callbacks = createForeignCallbacks({ keys, clientAuthentication, fetch: clientFetch })
  const library = new Openid4vciClient({ callbacks })
  const unused = { signer: signerOf(dpopKey) }
  return {
    library,
    dpop: unused,
    resolve: async (credentialOfferUri) => {
      const offer = await library.resolveCredentialOffer(credentialOfferUri)
      return { offer, metadata: await library.resolveIssuerMetadata(offer.credential_issuer) }
    },
    authorize: async ({ offer, metadata }, signIn) => {
      const common = { issuerMetadata: metadata, credentialOffer: offer, redirectUri }
      // The library sends no `state`, whatever it is given; PKCE and `iss` tie the answer to the request.
      const { authorizationRequestUrl, pkce, dpop } = await library.createAuthorizationRequestUrlFromOffer({
        ...common,
        clientId,
        scope: 'ktp ktp-proof',
        dpop: unused,
      })
      const authorizationServerMetadata = serverOf(metadata)
      const url = await signIn(authorizationRequestUrl)
      const answer = library.parseAndVerifyAuthorizationResponseRedirectUrl({
        url,
        authorizationServerMetadata,
      })
      if (answer.code === undefined) throw new TypeError('no code')
      const { accessTokenResponse, dpop: used } = await library.retrieveAuthorizationCodeAccessTokenFromOffer(
        {
          ...common,
          authorizationCode: answer.code,
          ...(pkce && { pkceCodeVerifier: pkce.codeVerifier }),
          ...(dpop && { dpop }),
        },
      )
      return tokenOf(accessTokenResponse, used ?? unused)
    },
    refresh: async ({ metadata }, { refreshToken = '', dpop }) => {
      const { accessTokenResponse, dpop: used } = await new Oauth2Client({
        callbacks,
      }).retrieveRefreshTokenAccessToken({
        authorizationServerMetadata: serverOf(metadata),
        refreshToken,
        dpop,
        resource: metadata.credentialIssuer.credential_issuer,
      })
      return tokenOf(accessTokenResponse, used ?? dpop)
    },
    collect: async ({ metadata }, { accessToken, dpop }, asked) => {
      const { configurationId, copies = 1, encryption } = asked
      const holders = await Promise.all(Array.from({ length: copies }, createHolderKey))
      keys.push(...holders)
      const { c_nonce: nonce } = await library.requestNonce({ issuerMetadata: metadata })
      const proofs = await Promise.all(
        holders.map((holder) =>
          library.createCredentialRequestJwtProof({
            issuerMetadata: metadata,
            credentialConfigurationId: configurationId,
            nonce,
            clientId,
            signer: signerOf(holder),
          }),
        ),
      )
      const { credentialResponse } = await library.retrieveCredentials({
        issuerMetadata: metadata,
        credentialConfigurationId: configurationId,
        accessToken,
        dpop,
        proofs: { jwt: proofs.map(({ jwt }) => jwt) },
        ...(encryption && { additionalRequestPayload: { credential_response_encryption: encryption } }),
      })
      return { response: credentialResponse, keys: holders }
    },
  }
}

function signerOf({ publicJwk }: HolderKey): JwtSignerJwk {
  return { method: 'jwk', alg: 'ES256', publicJwk }
}

function serverOf({ authorizationServers: [server] }: IssuerMetadataResult): AuthorizationServerMetadata {
  if (server === undefined) throw new TypeError('the issuer has no authorization server')
  return server
}

function tokenOf(response: AccessTokenResponse, dpop: RequestDpopOptions): ForeignToken {
  const { access_token: accessToken, token_type: tokenType, refresh_token: refreshToken } = response
  return { accessToken, tokenType, refreshToken, dpop }
}
