import type { JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import { requireStep } from '../verdict/require-step.ts'
import { listTimes } from '../verdict/steps/status-steps.ts'
import { parseStatusBits, type StatusBits } from './status-bits.ts'
import { parseStatusListJws, parseStatusListTtl } from './status-list-text.ts'

/** A Status List Token that was read and not verified. Its list is still compressed. */
export interface UnverifiedStatusListToken {
  /** The parts as received. */
  readonly jws: UnverifiedJws
  /** `sub`: the URL of the list; `undefined` when it is no text. */
  readonly uri: string | undefined
  /** `iat`. */
  readonly issuedAt: Date
  /** `nbf`. */
  readonly notBefore: Date | undefined
  /** `exp`. */
  readonly expiresAt: Date | undefined
  /** How long the list may be kept, in seconds; not yet limited by any policy. */
  readonly ttlSeconds: number | undefined
  /** How many bits one status takes. */
  readonly bits: StatusBits
  /** The compressed list, as received. */
  readonly lst: unknown
}

/**
 * Reads a Status List Token without believing it.
 *
 * @param text a compact JWS of at most 8 MiB.
 * @returns the token, unverified.
 * @throws MalformedError `status_list_malformed`.
 * @see Token Status List section 5.1
 */
export function parseStatusListToken(text: string): UnverifiedStatusListToken {
  const jws = parseStatusListJws(text)
  const { sub, iat, nbf, exp, ttl, status_list: list } = jws.payload
  const { bits, lst } = isJsonObject(list) ? list : {}
  return Object.freeze({
    jws,
    uri: typeof sub === 'string' ? sub : undefined,
    issuedAt: requireTime(iat),
    notBefore: nbf === undefined ? undefined : requireTime(nbf),
    expiresAt: exp === undefined ? undefined : requireTime(exp),
    ttlSeconds: parseStatusListTtl(ttl),
    bits: parseStatusBits(bits),
    lst,
  })
}

function requireTime(value: JsonValue | undefined): Date {
  const time = parseNumericDate(value)
  requireStep(listTimes, time !== undefined)
  return time
}
