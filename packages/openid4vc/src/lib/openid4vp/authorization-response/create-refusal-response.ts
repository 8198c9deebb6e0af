import { LontarError, MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { findTrustedVerifier } from '@lontar/credentials/trust'
import { isEndpointUrl } from '../../transport/endpoint-url.ts'
import type { RegisteredError } from '../../transport/registered-error.ts'
import { requireResponseUri } from '../client-id/require-response-uri.ts'
import type { VerifierTrust } from '../client-id/verifier-trust.ts'
import type { AuthenticRequestObject } from '../request-object/authenticate-request-object.ts'
import { createAuthorizationErrorResponse } from './create-authorization-error-response.ts'

/** An error for a verifier, and where it goes. */
export interface RefusalResponse {
  /** The `response_uri` of the request. */
  readonly responseUri: string
  /** The form body. */
  readonly body: string
}

/**
 * Makes the error that tells a verifier why its signed request cannot be answered.
 *
 * @param request what the verifier signed.
 * @param error why it is refused.
 * @param by what the verifier's key was found by.
 * @returns `undefined` when the verifier is to learn nothing: it may not have the answer at its address, it named none,
 *   or the request is refused for something that only a stranger would have done.
 * @see OpenID4VP 1.0 sections 8.2 and 8.5
 */
export function createRefusalResponse(
  { payload, key, clientId }: AuthenticRequestObject,
  error: unknown,
  { trust }: Pick<VerifierTrust, 'trust'>,
): RefusalResponse | undefined {
  const name = errorNameOf(payload, error)
  const { response_uri: responseUri, response_mode: mode, state } = payload
  const isPosted = typeof mode === 'string' && mode.startsWith('direct_post')
  if (name === undefined || !isPosted || typeof responseUri !== 'string' || !isEndpointUrl(responseUri)) {
    return undefined
  }
  const isKnown = findTrustedVerifier(trust, clientId) !== undefined
  if (!isAllowed(() => requireResponseUri(responseUri, key, isKnown))) return undefined
  const body = createAuthorizationErrorResponse({
    error: name,
    state: typeof state === 'string' ? state : undefined,
  })
  return { responseUri, body }
}

const aboutTransactionData: readonly string[] = ['transaction_data_malformed', 'transaction_data_unsupported']

/** Whether a request is refused for its transaction data (section 8.5). */
export function isAboutTransactionData(error: unknown): boolean {
  return error instanceof LontarError && aboutTransactionData.includes(error.code)
}

function errorNameOf(payload: JsonObject, error: unknown): RegisteredError | undefined {
  if (isAboutTransactionData(error)) return 'invalid_transaction_data'
  if (error instanceof UnsupportedError && payload.scope !== undefined) return 'invalid_scope'
  return error instanceof MalformedError || error instanceof UnsupportedError ? 'invalid_request' : undefined
}

function isAllowed(require: () => void): boolean {
  try {
    require()
    return true
  } catch (error) {
    if (error instanceof LontarError) return false
    throw error
  }
}
