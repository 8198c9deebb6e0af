import { MalformedError } from '@lontar/credentials/errors'
import { type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { parseParameters } from '../../transport/parse-parameters.ts'
import { isRegisteredError, type RegisteredError } from '../../transport/registered-error.ts'

/** What a wallet answered, not verified: presentations, or an error. */
export type UnverifiedAuthorizationResponse =
  | {
      readonly state: string
      readonly vpToken: Readonly<Record<string, string[]>>
      readonly error?: undefined
    }
  | {
      readonly state: string
      readonly error: RegisteredError | 'unregistered_error'
      readonly vpToken?: undefined
    }

const code = 'authorization_response_malformed'
const maxQueries = 32
const maxPresentations = 16

/**
 * Reads the form body that a wallet posts to the response endpoint. An error that is not a registered one is
 * given as `unregistered_error`, so that no free text of the other side travels on.
 *
 * @param body `application/x-www-form-urlencoded` text.
 * @throws MalformedError `authorization_response_malformed` for a repeated parameter, no `state`, both or
 *   neither of `vp_token` and `error`, or a `vp_token` that is not an object of non-empty arrays of strings.
 * @see OpenID4VP 1.0 sections 8.1, 8.2 and 8.5
 */
export function parseAuthorizationResponse(body: string): UnverifiedAuthorizationResponse {
  const parameters = parseParameters(body, code)
  const state = parameters.get('state')
  const vpToken = parameters.get('vp_token')
  const error = parameters.get('error')
  if (state === undefined) throw new MalformedError(code, 'The response has no state.')
  if ((vpToken === undefined) === (error === undefined)) {
    throw new MalformedError(code, 'The response has not exactly one of vp_token and error.')
  }
  if (vpToken !== undefined) return { state, vpToken: parseVpToken(vpToken) }
  return { state, error: error !== undefined && isRegisteredError(error) ? error : 'unregistered_error' }
}

function parseVpToken(text: string): Record<string, string[]> {
  const entries = Object.entries(readJsonObject(text))
  if (entries.length > maxQueries) throw new MalformedError(code, 'The vp_token has too many entries.')
  return Object.fromEntries(
    entries.map(([id, presentations]) => {
      if (!isPresentations(presentations))
        throw new MalformedError(code, 'An entry of the vp_token is not an array of presentations.')
      return [id, [...presentations]]
    }),
  )
}

function readJsonObject(text: string): JsonObject {
  try {
    return parseJsonObject(text)
  } catch (cause) {
    throw new MalformedError(code, 'The vp_token is not a JSON object.', { cause })
  }
}

function isPresentations(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxPresentations &&
    value.every((item) => typeof item === 'string' && item !== '')
  )
}
