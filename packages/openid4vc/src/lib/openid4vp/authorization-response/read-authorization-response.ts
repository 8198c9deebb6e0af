import { MalformedError } from '@lontar/credentials/errors'
import type { JsonValue } from '@lontar/credentials/jose'
import { isRegisteredError } from '../../transport/registered-error.ts'
import type { UnverifiedAnswer, UnverifiedAuthorizationResponse } from './authorization-response.ts'
import { parseVpToken } from './parse-vp-token.ts'

const code = 'authorization_response_malformed'

/** The parameters of a response, from a form or from inside a JWE. */
export interface AuthorizationResponseParameters {
  readonly state?: JsonValue | undefined
  readonly error?: JsonValue | undefined
  readonly vp_token?: JsonValue | undefined
}

/**
 * Reads the parameters of a response, however they came.
 *
 * @throws MalformedError `authorization_response_malformed`
 * @see OpenID4VP 1.0 sections 8.1, 8.3 and 8.5
 */
export function readAuthorizationResponse({
  state,
  ...answer
}: AuthorizationResponseParameters): UnverifiedAuthorizationResponse {
  if (typeof state !== 'string' || state === '') throw new MalformedError(code, 'The response has no state.')
  return { state, ...readAnswer(answer) }
}

/**
 * Reads what a wallet answers, apart from the request that it is for.
 *
 * @throws MalformedError `authorization_response_malformed`
 */
export function readAnswer({
  error,
  vp_token,
}: Pick<AuthorizationResponseParameters, 'error' | 'vp_token'>): UnverifiedAnswer {
  if ((vp_token === undefined) === (error === undefined)) {
    throw new MalformedError(code, 'The response has not exactly one of vp_token and error.')
  }
  if (vp_token !== undefined) return { vpToken: parseVpToken(vp_token) }
  if (typeof error !== 'string') throw new MalformedError(code, 'The error of the response is not a text.')
  return { error: isRegisteredError(error) ? error : 'unregistered_error' }
}
