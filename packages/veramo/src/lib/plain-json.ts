import type { JsonObject } from '@lontar/credentials'
import { MalformedError } from '@lontar/credentials/errors'
import { isJsonObject, parseJson } from '@lontar/credentials/jose'

/**
 * Copies what came from a caller as JSON, read as strictly as a verifier reads.
 *
 * @param maxDepth how many arrays and objects may stand within one another.
 * @throws MalformedError `json_malformed`, also for what cannot be written as JSON, such as one too deep to look at.
 */
export function plainJson(value: object, maxDepth: number): JsonObject {
  const copy = parseJson(write(value), { maxDepth })
  if (isJsonObject(copy)) return copy
  throw malformed()
}

/** The error of the platform is none of ours, and of one kind with a fault of the program. */
function write(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    throw malformed()
  }
}

function malformed(): MalformedError {
  return new MalformedError('json_malformed', 'What was given cannot be written as a JSON object.')
}
