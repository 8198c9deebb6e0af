import { MalformedError } from '@lontar/credentials/errors'
import { isJsonObject, type JsonValue } from '@lontar/credentials/jose'

const code = 'authorization_response_malformed'
const maxQueries = 32
const maxPresentations = 16

/**
 * Reads a `vp_token`: an object of non-empty arrays of strings, by query id.
 *
 * @throws MalformedError `authorization_response_malformed`
 * @see OpenID4VP 1.0 section 8.1
 */
export function parseVpToken(value: JsonValue): Record<string, string[]> {
  if (!isJsonObject(value)) throw new MalformedError(code, 'The vp_token is not a JSON object.')
  const entries = Object.entries(value)
  if (entries.length > maxQueries) throw new MalformedError(code, 'The vp_token has too many entries.')
  return Object.fromEntries(
    entries.map(([id, presentations]) => {
      if (!isPresentations(presentations))
        throw new MalformedError(code, 'An entry of the vp_token is not an array of presentations.')
      return [id, [...presentations]]
    }),
  )
}

function isPresentations(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxPresentations &&
    value.every((item) => typeof item === 'string' && item !== '')
  )
}
