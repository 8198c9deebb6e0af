import { LontarError } from '../errors/lontar-error.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { parseStatusBits, type StatusBits, statusListMalformed } from './status-bits.ts'

/** A Status List Token that was read and not verified. Its list is still compressed. */
export interface UnverifiedStatusListToken {
  readonly jws: UnverifiedJws
  /** `sub`: the URL of the list. */
  readonly uri: string
  readonly issuedAt: Date
  readonly expiresAt: Date | undefined
  /** How long the list may be kept, in seconds; not yet limited by any policy. */
  readonly ttlSeconds: number | undefined
  readonly bits: StatusBits
  /** The compressed list. */
  readonly lst: string
}

/** The longest token that is read, in characters. */
const maxCharacters = 8 * 1024 * 1024

/**
 * Reads a Status List Token without believing it.
 *
 * @param text a compact JWS of at most 8 MiB.
 * @returns the token, unverified.
 * @throws MalformedError `status_list_malformed`.
 * @see Token Status List section 5.1
 */
export function parseStatusListToken(text: string): UnverifiedStatusListToken {
  if (typeof text !== 'string' || text.length > maxCharacters) throw statusListMalformed()
  const jws = readJws(text)
  const { sub, iat, exp, ttl, status_list: list } = jws.payload
  if (typeof sub !== 'string' || sub === '' || !isJsonObject(list)) throw statusListMalformed()
  return Object.freeze({
    jws,
    uri: sub,
    issuedAt: requireTime(iat),
    expiresAt: exp === undefined ? undefined : requireTime(exp),
    ttlSeconds: readTtl(ttl),
    ...readList(list),
  })
}

function readJws(text: string): UnverifiedJws {
  try {
    return parseJws(text)
  } catch (error) {
    throw error instanceof LontarError ? statusListMalformed(error) : error
  }
}

function readList({ bits, lst }: JsonObject): { readonly bits: StatusBits; readonly lst: string } {
  if (typeof lst !== 'string') throw statusListMalformed()
  return { bits: parseStatusBits(bits), lst }
}

function requireTime(value: JsonValue | undefined): Date {
  const time = parseNumericDate(value)
  if (time === undefined) throw statusListMalformed()
  return time
}

function readTtl(ttl: JsonValue | undefined): number | undefined {
  if (ttl === undefined) return undefined
  if (typeof ttl !== 'number' || ttl < 0) throw statusListMalformed()
  return ttl
}
