import type { Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { type JsonObject, numericDate, signJws } from '@lontar/credentials/jose'
import { type AskedParametersInput, createAskedParameters } from './create-asked-parameters.ts'
import { type ResponseMode, requestObjectType, staticWalletAudience } from './request-object.ts'

/** What `createRequestObject` needs. */
export interface CreateRequestObjectInput extends AskedParametersInput {
  /**
   * The verifier's key: its `keyId` is a verification method of the Client Identifier's DID, or its `x5c` holds the
   * certificate that the Client Identifier names.
   */
  readonly signer: Signer
  /** The Verifier Attestation JWT for the header `jwt`, under the prefix `verifier_attestation`. */
  readonly verifierAttestation?: string
  /** The full Client Identifier, such as `decentralized_identifier:did:jwk:…`. */
  readonly clientId: string
  /** `direct_post` by default; `direct_post.jwt` needs `jwks` in the client metadata. */
  readonly responseMode?: ResponseMode
  /** Where the answer goes: a URL that takes a POST, or with `fragment` a page that reads the fragment. */
  readonly responseUri: string
  /** Fresh, 128 bits or more, of URL-safe characters. */
  readonly state: string
  /** The nonce that the wallet posted to `request_uri`, to be given back. */
  readonly walletNonce?: string
  /** The instant of signing. */
  readonly issuedAt: Date
  /** When the request ends. */
  readonly expiresAt: Date
}

/**
 * Signs a Request Object.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for `direct_post.jwt` without a key to encrypt to.
 * @returns The compact JWS, to be served as `application/oauth-authz-req+jwt`.
 * @see OpenID4VP 1.0 sections 5.1, 5.8, 5.9.3, 8.2 and 8.3.1
 */
export async function createRequestObject(input: CreateRequestObjectInput): Promise<string> {
  const { verifierAttestation: jwt, signer } = input
  const header = { typ: requestObjectType, ...(jwt !== undefined && { jwt }) }
  return signJws({ header, payload: createRequestParameters(input), signer })
}

/** The parameters of a request, before they are signed or written into a link. */
export function createRequestParameters(input: Omit<CreateRequestObjectInput, 'signer'>): JsonObject {
  return {
    aud: staticWalletAudience,
    client_id: input.clientId,
    ...responseTarget(input),
    state: input.state,
    iat: numericDate(input.issuedAt),
    exp: numericDate(input.expiresAt),
    ...createAskedParameters(input),
    ...(input.walletNonce === undefined ? {} : { wallet_nonce: input.walletNonce }),
  }
}

/** Section 8.2: with `response_uri` there is no `redirect_uri`. */
function responseTarget(input: Omit<CreateRequestObjectInput, 'signer'>): JsonObject {
  const { responseMode = 'direct_post', responseUri, clientMetadata } = input
  if (responseMode === 'direct_post.jwt' && clientMetadata?.jwks === undefined)
    throw invalidArgument('An encrypted response needs a key to encrypt it to.')
  const name = responseMode === 'fragment' ? 'redirect_uri' : 'response_uri'
  return { response_mode: responseMode, [name]: responseUri }
}
