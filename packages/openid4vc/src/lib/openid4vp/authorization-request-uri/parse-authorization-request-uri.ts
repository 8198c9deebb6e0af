import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { isEndpointUrl } from '../../transport/endpoint-url.ts'
import { parseLink } from '../../transport/parse-link.ts'

/** What a link to a request says. Only the Request Object counts for everything else (section 5.10.1). */
export interface AuthorizationRequestUri {
  readonly clientId: string
  readonly requestUri: string
  readonly requestUriMethod: 'get' | 'post'
}

const code = 'authorization_request_malformed'

/**
 * Reads a link to a request: `openid4vp:`, `haip-vp:` or a claimed https link, with the request by reference.
 *
 * @throws MalformedError `authorization_request_malformed` for another scheme, a repeated or missing parameter,
 *   a `request_uri` that is not https (or http on loopback), a `request_uri_method` other than get and post.
 * @throws UnsupportedError `authorization_request_unsupported` when the request is not by reference.
 * @see OpenID4VP 1.0 sections 5.10 and 5.10.1
 */
export function parseAuthorizationRequestUri(text: string): AuthorizationRequestUri {
  const parameters = parseLink(text, ['openid4vp', 'haip-vp'], code)
  const clientId = parameters.get('client_id')
  const requestUri = parameters.get('request_uri')
  const requestUriMethod = parameters.get('request_uri_method') ?? 'get'
  if (clientId === undefined) throw new MalformedError(code, 'The link names no verifier.')
  if (requestUri === undefined) {
    throw new UnsupportedError(
      'authorization_request_unsupported',
      'Only signed requests by reference are implemented.',
    )
  }
  if (parameters.has('request'))
    throw new MalformedError(code, 'The link holds a request both by value and by reference.')
  if (!isEndpointUrl(requestUri))
    throw new MalformedError(code, 'The request_uri of the link is not an https URL.')
  // 8.5: case-sensitive, and nothing else.
  if (requestUriMethod !== 'get' && requestUriMethod !== 'post') {
    throw new MalformedError(code, 'The request_uri_method is neither get nor post.')
  }
  return { clientId, requestUri, requestUriMethod }
}
