import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { parseParameters } from '../../transport/parse-parameters.ts'
import { preAuthorizedCodeGrantType } from '../credential-offer/credential-offer.ts'

/** A token request as it came. */
export interface TokenRequest {
  readonly grantType: typeof preAuthorizedCodeGrantType
  readonly preAuthorizedCode: string
  readonly txCode: string | undefined
  /** What the wallet calls itself; absent in an anonymous flow, and nobody checked it. */
  readonly clientId: string | undefined
}

const code = 'token_request_malformed'

/**
 * Reads the form body of a token request. Unknown parameters are ignored.
 *
 * @throws MalformedError `token_request_malformed` (`invalid_request`): a repeated parameter, no grant type, no code.
 * @throws UnsupportedError `grant_type_unsupported` (`unsupported_grant_type`).
 * @see OpenID4VCI 1.0 sections 6.1 and 6.3
 */
export function parseTokenRequest(body: string): TokenRequest {
  const parameters = parseParameters(body, code)
  const grantType = parameters.get('grant_type')
  const preAuthorizedCode = parameters.get('pre-authorized_code')
  if (grantType === undefined) throw new MalformedError(code, 'The token request has no grant type.')
  if (grantType !== preAuthorizedCodeGrantType) {
    throw new UnsupportedError('grant_type_unsupported', 'The grant type is not the pre-authorized code.')
  }
  if (preAuthorizedCode === undefined)
    throw new MalformedError(code, 'The token request has no pre-authorized code.')
  return {
    grantType,
    preAuthorizedCode,
    txCode: parameters.get('tx_code'),
    clientId: parameters.get('client_id'),
  }
}
