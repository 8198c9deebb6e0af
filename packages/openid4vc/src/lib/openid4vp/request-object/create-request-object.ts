import type { Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { type JsonObject, numericDate, signJws } from '@lontar/credentials/jose'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import type { ClientMetadata } from '../client-metadata/client-metadata.ts'
import { vpFormatsOf } from '../client-metadata/vp-formats.ts'
import { type ResponseMode, requestObjectType, staticWalletAudience } from './request-object.ts'
import type { RequestedAsk } from './requested-ask.ts'

/** What `createRequestObject` needs. */
export interface CreateRequestObjectInput {
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
  readonly nonce: string
  /** Fresh, 128 bits or more, of URL-safe characters. */
  readonly state: string
  readonly dcqlQuery: DcqlQuery
  /** As `createClientMetadata` makes it. `vp_formats_supported` defaults to both SD-JWT formats, and to each other format that is asked for. */
  readonly clientMetadata?: ClientMetadata
  /** Why it is asked; our extension `lontar_ask`. */
  readonly ask?: RequestedAsk
  /** The nonce that the wallet posted to `request_uri`, to be given back. */
  readonly walletNonce?: string
  readonly issuedAt: Date
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
    response_type: 'vp_token',
    ...responseTarget(input),
    nonce: input.nonce,
    state: input.state,
    iat: numericDate(input.issuedAt),
    exp: numericDate(input.expiresAt),
    dcql_query: toJson(input.dcqlQuery),
    client_metadata: toJson({ vp_formats_supported: vpFormatsOf(input.dcqlQuery), ...input.clientMetadata }),
    ...(input.walletNonce === undefined ? {} : { wallet_nonce: input.walletNonce }),
    ...(input.ask === undefined ? {} : { lontar_ask: toJson(input.ask) }),
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

// An interface is not an indexed type; its JSON is.
function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}
