import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { parseParameters } from '../../transport/parse-parameters.ts'
import type { UnverifiedAuthorizationResponse } from './authorization-response.ts'
import { readAuthorizationResponse } from './read-authorization-response.ts'

const code = 'authorization_response_malformed'

/**
 * Reads the form body that a wallet posts to the response endpoint. An error that is not a registered one is
 * given as `unregistered_error`, so that no free text of the other side travels on.
 *
 * @param body `application/x-www-form-urlencoded` text.
 * @throws MalformedError `authorization_response_malformed` for a repeated parameter, no `state`, both or
 *   neither of `vp_token` and `error`, a `vp_token` that is not an object of non-empty arrays of strings, or an
 *   encrypted response, which `parseEncryptedAuthorizationResponse` reads.
 * @see OpenID4VP 1.0 sections 8.1, 8.2 and 8.5
 */
export function parseAuthorizationResponse(body: string): UnverifiedAuthorizationResponse {
  const parameters = parseParameters(body, code)
  const vpToken = parameters.get('vp_token')
  return readAuthorizationResponse({
    state: parameters.get('state'),
    error: parameters.get('error'),
    vp_token: vpToken === undefined ? undefined : readJsonObject(vpToken),
  })
}

function readJsonObject(text: string): JsonObject {
  try {
    return parseJsonObject(text)
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw new MalformedError(code, 'The vp_token is not a JSON object.', { cause })
  }
}
