import { LontarError } from '../errors/lontar-error.ts'
import type { JsonValue } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { trustListKey, trustListKeyCount, trustListKeyNamed } from '../verdict/steps/trust-steps.ts'
import { readNonEmpty, readObject, requireOnce } from './read-trust-member.ts'

/** Of one issuer or authority, which needs a few: those in use, and those that come next. */
const maxKeys = 64

/**
 * Reads the keys that a trust list, or a follower, pins.
 *
 * @param value `{"keys":[…]}` with one key to 64, each with a `kid` of its own.
 * @returns the keys, frozen.
 * @throws MalformedError `trust_list_malformed`.
 */
export function parsePinnedKeys(value: JsonValue | undefined): { readonly keys: readonly PublicJwk[] } {
  const pinned = readNonEmpty(readObject(value, ['keys']).keys)
  requireStep(trustListKeyCount, pinned.length <= maxKeys)
  const keys = pinned.map(parseKey)
  requireOnce(keys.map(({ kid }) => kid))
  return Object.freeze({ keys: Object.freeze(keys) })
}

/** Tokens name their key, so a pinned key without a name could never be chosen with certainty. */
function parseKey(value: JsonValue): PublicJwk {
  const key = parseKeyOrRefuse(value)
  requireStep(trustListKeyNamed, key.kid !== undefined && key.kid !== '')
  return key
}

function parseKeyOrRefuse(value: JsonValue): PublicJwk {
  try {
    return parseJwk(value)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(trustListKey, false, { cause })
    throw cause
  }
}
