import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { type JsonObject, type JsonValue, parseJson } from '@lontar/credentials/jose'
import { isEndpointUrl } from '../../transport/endpoint-url.ts'
import { parseLink } from '../../transport/parse-link.ts'

/** A link that says where the request is. */
export interface RequestByReference {
  /** The full Client Identifier. */
  readonly clientId: string
  /** Where the Request Object is. */
  readonly requestUri: string
  /** How it is fetched. */
  readonly requestUriMethod: 'get' | 'post'
}

/** A link that holds a signed request. */
export interface RequestByValue {
  /** The full Client Identifier. */
  readonly clientId: string
  /** The signed Request Object. */
  readonly request: string
  /** Never there: the request itself is. */
  readonly requestUri?: undefined
}

/** A link whose parameters are the request, signed by nobody. */
export interface UnsignedRequest {
  /** The full Client Identifier. */
  readonly clientId: string
  /** Every parameter, those that are JSON read. */
  readonly parameters: JsonObject
  /** Never there: nobody signed a request. */
  readonly request?: undefined
  /** Never there: the parameters are the request. */
  readonly requestUri?: undefined
}

/** What a link to a request says. Where there is a Request Object only that counts (section 5.10.1). */
export type AuthorizationRequestUri = RequestByReference | RequestByValue | UnsignedRequest

const code = 'authorization_request_malformed'

/**
 * Reads a link to a request: `openid4vp:`, `haip-vp:` or a claimed https link.
 *
 * @throws MalformedError `authorization_request_malformed` for another scheme, a repeated or missing parameter, a
 *   request both by value and by reference, a `request_uri` that is not https (or http on loopback), a parameter that
 *   should be JSON and is not; `request_uri_method_invalid` for a `request_uri_method` other than get and post.
 * @see OpenID4VP 1.0 sections 5, 5.10, 5.10.1 and 8.5
 */
export function parseAuthorizationRequestUri(text: string): AuthorizationRequestUri {
  const parameters = parseLink(text, ['openid4vp', 'haip-vp'], code)
  const clientId = parameters.get('client_id')
  const request = parameters.get('request')
  const requestUri = parameters.get('request_uri')
  if (clientId === undefined) throw new MalformedError(code, 'The link names no verifier.')
  const requestUriMethod = methodOf(parameters)
  if (requestUri !== undefined) {
    if (request !== undefined)
      throw new MalformedError(code, 'The link holds a request both by value and by reference.')
    if (!isEndpointUrl(requestUri))
      throw new MalformedError(code, 'The request_uri of the link is not an https URL.')
    return { clientId, requestUri, requestUriMethod: requestUriMethod ?? 'get' }
  }
  // Section 5.10: the method says how a request_uri is used.
  if (requestUriMethod !== undefined)
    throw new MalformedError(code, 'The link has a request_uri_method and no request_uri.')
  return request === undefined ? { clientId, parameters: readParameters(parameters) } : { clientId, request }
}

/** Section 8.5: case-sensitive, and nothing else. */
function methodOf(parameters: ReadonlyMap<string, string>): 'get' | 'post' | undefined {
  const method = parameters.get('request_uri_method')
  if (method === undefined || method === 'get' || method === 'post') return method
  throw new MalformedError('request_uri_method_invalid', 'The request_uri_method is neither get nor post.')
}

const jsonParameters: ReadonlySet<string> = new Set([
  'dcql_query',
  'client_metadata',
  'transaction_data',
  'verifier_info',
  'lontar_ask',
])

function readParameters(parameters: ReadonlyMap<string, string>): JsonObject {
  const entries = [...parameters].map(([name, value]): [string, JsonValue] => [
    name,
    jsonParameters.has(name) ? readJson(value) : value,
  ])
  return Object.fromEntries(entries)
}

function readJson(text: string): JsonValue {
  try {
    return parseJson(text)
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw new MalformedError(code, 'A parameter of the link is not the JSON that it should be.', { cause })
  }
}
