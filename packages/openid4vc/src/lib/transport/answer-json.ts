import { type ErrorCode, MalformedError } from '@lontar/credentials/errors'
import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'
import type { JsonValue } from '@lontar/credentials/jose'

/** Reads the JSON of an answer; anything that is not `application/json` is refused. */
export function answerJson(response: GuardedResponse, code: ErrorCode): JsonValue {
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw new MalformedError(code, 'The answer is not application/json.')
  try {
    return response.json()
  } catch (cause) {
    throw new MalformedError(code, 'The answer is not a JSON text.', { cause })
  }
}
