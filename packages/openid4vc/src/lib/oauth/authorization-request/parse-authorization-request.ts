import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { parseParameters } from '../../transport/parse-parameters.ts'
import {
  type AuthorizationDetailsRules,
  parseAuthorizationDetails,
} from '../authorization-details/parse-authorization-details.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { isRedirectUri } from './is-redirect-uri.ts'

type Parameters = ReadonlyMap<string, string>

const code = 'oauth_request_malformed'
const sha256 = /^[A-Za-z0-9_-]{43}$/
// RFC 6749 section 3.3.
const scopeSyntax = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/
const maxText = 4096

/**
 * Reads the parameters of an authorization request. Unknown ones are ignored.
 *
 * @param parameters `application/x-www-form-urlencoded` text.
 * @param rules What `authorization_details` are held against.
 * @throws MalformedError `oauth_request_malformed` (`invalid_request`): a repeated, missing or odd parameter, a
 *   challenge other than S256; `authorization_details_malformed` (`invalid_authorization_details`).
 * @throws UnsupportedError `response_type_unsupported` (`unsupported_response_type`), `request_object_unsupported`
 *   (`request_not_supported`) for a request as a JWT.
 * @see OpenID4VCI 1.0 section 5.1; RFC 6749 section 4.1.1; RFC 7636 section 4.3
 */
export function parseAuthorizationRequest(
  parameters: string,
  rules: AuthorizationDetailsRules,
): AuthorizationRequest {
  const read = parseParameters(parameters, code)
  requireSupported(read)
  const details = read.get('authorization_details')
  return {
    clientId: required(read, 'client_id'),
    redirectUri: redirectUriOf(read),
    scope: scopeOf(read),
    authorizationDetails: details === undefined ? [] : parseAuthorizationDetails(details, rules),
    codeChallenge: codeChallengeOf(read),
    ...optional(read, 'state', 'state'),
    ...optional(read, 'issuer_state', 'issuerState'),
    ...optional(read, 'resource', 'resource'),
    ...dpopJktOf(read),
  }
}

function requireSupported(parameters: Parameters): void {
  if (parameters.has('request')) {
    throw new UnsupportedError('request_object_unsupported', 'The authorization request is a JWT.')
  }
  if (required(parameters, 'response_type') !== 'code') {
    throw new UnsupportedError('response_type_unsupported', 'The response type is not code.')
  }
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined || value.length > maxText) {
    throw new MalformedError(code, 'The authorization request lacks a parameter or has one that is too long.')
  }
  return value
}

function optional<Name extends string>(
  parameters: Parameters,
  parameter: string,
  name: Name,
): { readonly [Key in Name]?: string } {
  if (!parameters.has(parameter)) return {}
  return { [name]: required(parameters, parameter) } as { readonly [Key in Name]: string }
}

function redirectUriOf(parameters: Parameters): string {
  const redirectUri = required(parameters, 'redirect_uri')
  if (isRedirectUri(redirectUri)) return redirectUri
  throw new MalformedError(code, 'The redirect_uri is not one that a browser may be sent to.')
}

function scopeOf(parameters: Parameters): readonly string[] {
  if (!parameters.has('scope')) return []
  const scope = required(parameters, 'scope')
  if (scopeSyntax.test(scope)) return scope.split(' ')
  throw new MalformedError(code, 'The scope has a wrong syntax.')
}

function codeChallengeOf(parameters: Parameters): string {
  const codeChallenge = required(parameters, 'code_challenge')
  // RFC 7636 section 4.3: an absent method means plain.
  if (parameters.get('code_challenge_method') === 'S256' && sha256.test(codeChallenge)) return codeChallenge
  throw new MalformedError(code, 'The code challenge is not one of S256.')
}

function dpopJktOf(parameters: Parameters): { readonly dpopJkt?: string } {
  const { dpopJkt } = optional(parameters, 'dpop_jkt', 'dpopJkt')
  if (dpopJkt === undefined) return {}
  if (sha256.test(dpopJkt)) return { dpopJkt }
  throw new MalformedError(code, 'The dpop_jkt is not a thumbprint.')
}
