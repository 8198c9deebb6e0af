import { MalformedError, ProtocolError, VerificationError } from '@lontar/credentials/errors'
import { parseParameters } from '../../transport/parse-parameters.ts'
import { isRegisteredError } from '../../transport/registered-error.ts'

/** What an authorization response is held against. */
export interface AuthorizationResponseExpectations {
  /** The identifier of the authorization server that was asked. */
  readonly expectedIssuer: string
  /** The `state` of the request; `undefined` when it had none. */
  readonly expectedState: string | undefined
  /** The `redirect_uri` of the request. */
  readonly expectedRedirectUri: string
  /**
   * `authorization_response_iss_parameter_supported` of the metadata: then a response without `iss` is refused.
   * True by default. An `iss` that is there is compared in any case.
   */
  readonly issuerNamed?: boolean
}

const malformed = 'oauth_response_malformed'

/**
 * Verifies the address at which the browser came back. Whose answer it is comes before what it says, so that
 * neither a code nor an error of another server is acted on (mix-up).
 *
 * @throws VerificationError `oauth_response_mismatch`: another address, `state` or `iss`, or none.
 * @throws ProtocolError `authorization_refused` for an error response, with its registered name.
 * @throws MalformedError `oauth_response_malformed`: a repeated parameter, code and error, or neither.
 * @see RFC 6749 section 4.1.2; RFC 9207 section 2.4
 */
export function verifyAuthorizationResponse(
  url: string,
  expectations: AuthorizationResponseExpectations,
): { readonly code: string } {
  const parameters = parseParameters(queryOf(url, expectations.expectedRedirectUri), malformed)
  requireOwn(parameters, expectations)
  const [code, error] = [parameters.get('code'), parameters.get('error')]
  if ((code === undefined) === (error === undefined)) {
    throw new MalformedError(malformed, 'The authorization response has neither code nor error, or both.')
  }
  if (error !== undefined) throw refused(error)
  return { code: code ?? '' }
}

/** The own query of the `redirect_uri` is cut off together with it. */
function queryOf(url: string, redirectUri: string): string {
  const prefix = `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}`
  if (url.startsWith(prefix)) return url.slice(prefix.length).replace(/#.*$/s, '')
  throw mismatch('The authorization response came to another address.')
}

function requireOwn(
  parameters: ReadonlyMap<string, string>,
  { expectedIssuer, expectedState, issuerNamed = true }: AuthorizationResponseExpectations,
): void {
  const issuer = parameters.get('iss')
  if (issuer === undefined ? issuerNamed : issuer !== expectedIssuer) {
    throw mismatch('The authorization response is not of the server that was asked.')
  }
  if (parameters.get('state') !== expectedState) {
    throw mismatch('The authorization response is not for this request.')
  }
}

function mismatch(message: string): VerificationError {
  return new VerificationError('oauth_response_mismatch', message)
}

function refused(error: string): ProtocolError {
  return new ProtocolError('authorization_refused', 'The issuer refused the authorization.', {
    protocolError: isRegisteredError(error) ? error : 'unregistered_error',
  })
}
