import { createAuthorizationDetails } from '../authorization-details/create-authorization-details.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/**
 * Makes the parameters of an authorization request, as the body of a pushed authorization request.
 *
 * @see OpenID4VCI 1.0 section 5.1; RFC 7636 section 4.3; RFC 9126 section 2.1
 */
export function createAuthorizationRequest(request: AuthorizationRequest): string {
  const { scope, authorizationDetails: details } = request
  return new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
    ...(scope.length > 0 && { scope: scope.join(' ') }),
    ...(details.length > 0 && { authorization_details: JSON.stringify(createAuthorizationDetails(details)) }),
    ...(request.state !== undefined && { state: request.state }),
    ...(request.issuerState !== undefined && { issuer_state: request.issuerState }),
    ...(request.dpopJkt !== undefined && { dpop_jkt: request.dpopJkt }),
    ...(request.resource !== undefined && { resource: request.resource }),
  }).toString()
}
