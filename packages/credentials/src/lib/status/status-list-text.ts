import { LontarError } from '../errors/lontar-error.ts'
import type { JsonValue } from '../jose/json.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { requireStep } from '../verdict/require-step.ts'
import { listLength, listReadable, listTtl } from '../verdict/steps/status-steps.ts'

/** The longest list that is read, in characters. */
const maxCharacters = 8 * 1024 * 1024

/**
 * Reads the JWS that every signed status list is.
 *
 * @param text a compact JWS of at most 8 MiB.
 * @returns its parts, unverified.
 * @throws MalformedError `status_list_malformed`.
 */
export function parseStatusListJws(text: string): UnverifiedJws {
  requireStep(listLength, typeof text !== 'string' || text.length <= maxCharacters)
  try {
    return parseJws(text)
  } catch (error) {
    if (error instanceof LontarError) requireStep(listReadable, false, { cause: error })
    throw error
  }
}

/**
 * Reads how long a list may be kept.
 *
 * @param ttl the member, in units of the specification.
 * @returns the number, or `undefined` when it is absent.
 * @throws MalformedError `status_list_malformed`.
 */
export function parseStatusListTtl(ttl: JsonValue | undefined): number | undefined {
  requireStep(listTtl, ttl === undefined || (typeof ttl === 'number' && ttl > 0))
  return ttl
}
