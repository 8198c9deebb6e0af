import { LontarError } from '../errors/lontar-error.ts'
import type { JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { requireStep } from '../verdict/require-step.ts'
import { trustTokenMembers, trustTokenReadable } from '../verdict/steps/trust-steps.ts'

/** What a signed trust list says of itself, before anybody vouched for it. */
export interface UnverifiedTrustList {
  /** What to verify. */
  readonly jws: UnverifiedJws
  /** As received. */
  readonly text: string
  /** The `iss`. */
  readonly authority: string
  /** The `sub`. */
  readonly url: string
  /** Rises with each version, from 1. */
  readonly sequence: number
  /** The `iat`. */
  readonly issuedAt: Date
  /** The `nbf`. */
  readonly notBefore: Date | undefined
  /** The `exp`. */
  readonly expiresAt: Date
  /** When the authority means to publish the next one, if it says so. */
  readonly nextUpdate: Date | undefined
  /** The list itself, not yet read. */
  readonly trustList: JsonValue | undefined
}

const maxCharacters = 4 * 1024 * 1024

/**
 * Reads a signed trust list without believing it. The list inside is left alone until the signature is verified: its
 * keys would cost a stranger nothing and its reader much.
 *
 * @param text the JWT as received, at most 4 MiB.
 * @returns what it says of itself.
 * @throws MalformedError `trust_list_malformed`.
 * @see the page "Profile", section "Signed trust list"
 */
export function parseSignedTrustList(text: string): UnverifiedTrustList {
  const jws = readJws(text)
  const { iss, sub, sequence, iat, nbf, exp, next_update: next, trust_list: trustList } = jws.payload
  const [issuedAt, notBefore, expiresAt, nextUpdate] = [iat, nbf, exp, next].map(parseNumericDate)
  const isNumbered = typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence >= 1
  const isTimed = issuedAt !== undefined && expiresAt !== undefined
  const isUpdated =
    (next === undefined || nextUpdate !== undefined) && (nbf === undefined || notBefore !== undefined)
  const isWhole = typeof iss === 'string' && typeof sub === 'string' && isNumbered && isTimed && isUpdated
  requireStep(trustTokenMembers, isWhole)
  return Object.freeze({
    jws,
    text,
    authority: iss,
    url: sub,
    sequence,
    issuedAt,
    notBefore,
    expiresAt,
    nextUpdate,
    trustList,
  })
}

function readJws(text: string): UnverifiedJws {
  requireStep(trustTokenReadable, typeof text === 'string' && text.length <= maxCharacters)
  try {
    return parseJws(text)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(trustTokenReadable, false, { cause })
    throw cause
  }
}
