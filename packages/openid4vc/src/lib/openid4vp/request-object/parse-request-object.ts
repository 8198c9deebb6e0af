import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { type JsonObject, parseJws } from '@lontar/credentials/jose'
import * as v from 'valibot'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import { waivesHolderBinding } from '../../dcql/waives-holder-binding.ts'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { text } from '../../reading/text.ts'
import { endpointUrl } from '../../transport/endpoint-url.ts'
import { parseAskedParameters, urlSafe } from './parse-asked-parameters.ts'
import { parseResponseTarget } from './parse-response-target.ts'
import {
  type RequestObjectContent,
  requestObjectType,
  staticWalletAudience,
  type UnverifiedRequestObject,
} from './request-object.ts'

const code = 'authorization_request_malformed'

const payloadSchema = objectOf({
  // RFC 9101 section 4 says that `aud` should be there; where it is, section 5.8 fixes it.
  aud: v.exactOptional(v.literal(staticWalletAudience)),
  client_id: text(),
  response_uri: v.exactOptional(endpointUrl),
  redirect_uri: v.exactOptional(endpointUrl),
  state: v.exactOptional(urlSafe),
  wallet_nonce: v.exactOptional(text()),
})

/**
 * Reads a Request Object without believing it. `iss` and unknown members are ignored (section 5).
 *
 * @param jwt The compact JWS.
 * @throws MalformedError `authorization_request_malformed`, `dcql_malformed`, `transaction_data_malformed`, and what a
 *   JWS can be refused for.
 * @throws UnsupportedError `authorization_request_unsupported` for a response type, mode or parameter that is
 *   valid and not implemented, `transaction_data_unsupported` when no hash function fits the transaction data.
 * @see OpenID4VP 1.0 sections 5, 8.2 and 8.3
 */
export function parseRequestObject(jwt: string): UnverifiedRequestObject {
  const jws = parseJws(jwt)
  if (jws.header.typ !== requestObjectType)
    throw new MalformedError(code, 'The type of the request object is not the registered one.')
  const { kid } = jws.header
  return {
    verified: false,
    keyId: typeof kid === 'string' ? kid : undefined,
    ...parseRequestParameters(jws.payload),
  }
}

/**
 * Reads the parameters of a request, wherever they stood.
 *
 * @throws MalformedError and UnsupportedError as `parseRequestObject`.
 */
export function parseRequestParameters(payload: JsonObject): RequestObjectContent {
  refuseUnsupported(payload)
  return toContent(payload)
}

function refuseUnsupported(payload: JsonObject): void {
  const has = (name: string): boolean => payload[name] !== undefined
  if (has('dcql_query') === has('scope'))
    throw new MalformedError(code, 'The request has not exactly one of dcql_query and scope.')
  // Section 8.2: with response_uri there is no redirect_uri.
  if (has('redirect_uri') && has('response_uri'))
    throw new MalformedError(code, 'The request has a redirect_uri beside its response_uri.')
  if (has('scope')) throw unsupported('The request uses scope.')
  if (payload.response_type !== 'vp_token') throw unsupported('The response type is not vp_token.')
}

function unsupported(message: string): UnsupportedError {
  return new UnsupportedError('authorization_request_unsupported', message)
}

function toContent(payload: JsonObject): RequestObjectContent {
  const read = readAs(
    payloadSchema,
    payload,
    code,
    'The request object lacks a parameter or has a wrong one.',
  )
  const { asked, metadata: client_metadata } = parseAskedParameters(payload)
  requireState(read.state, asked.dcqlQuery)
  return {
    clientId: read.client_id,
    ...parseResponseTarget(payload.response_mode, { ...read, client_metadata }),
    state: read.state,
    ...asked,
    ...(read.wallet_nonce === undefined ? {} : { walletNonce: read.wallet_nonce }),
  }
}

/** Section 5.3: without holder binding nothing else ties an answer to its request. */
function requireState(state: string | undefined, { credentials }: DcqlQuery): void {
  if (state === undefined && credentials.some(waivesHolderBinding))
    throw new MalformedError(code, 'The request waives holder binding and has no state.')
}
