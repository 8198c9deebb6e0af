import { LontarError } from '../errors/lontar-error.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { holderKeyReadable } from '../verdict/steps/sd-jwt-steps.ts'

/**
 * Reads the holder's key from `cnf.jwk`.
 *
 * @param claims the processed payload.
 * @returns the key, or `undefined` when there is no `cnf`.
 * @throws MalformedError `credential_malformed` when `cnf` holds no public key for signatures as `jwk`.
 * @see RFC 7800 section 3.2, RFC 9901 section 4.1.2
 */
export function parseHolderKey({ cnf }: JsonObject): PublicJwk | undefined {
  if (cnf === undefined) return undefined
  requireStep(holderKeyReadable, isJsonObject(cnf))
  try {
    return parseJwk(cnf.jwk)
  } catch (error) {
    if (error instanceof LontarError) requireStep(holderKeyReadable, false, { cause: error })
    throw error
  }
}
