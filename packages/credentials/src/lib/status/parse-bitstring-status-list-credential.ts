import { LontarError } from '../errors/lontar-error.ts'
import { requireDataModel } from '../formats/check-data-model.ts'
import { parseDateTimeStamp } from '../formats/date-time-stamp.ts'
import { isUrl } from '../formats/is-url.ts'
import { jsonList } from '../formats/json-list.ts'
import { requireOneCredential } from '../formats/read-w3c-head.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  credentialContext,
  credentialModel,
  credentialSubjectType,
  credentialType,
  listTimes,
} from '../verdict/steps/status-steps.ts'
import { parseStatusListJws, parseStatusListTtl } from './status-list-text.ts'

/** A status list credential that was read and not verified. Its list is still compressed. */
export interface UnverifiedBitstringStatusListCredential {
  /** The parts as received. */
  readonly jws: UnverifiedJws
  /** `id`: the URL of the list; `undefined` when it is no text. */
  readonly uri: string | undefined
  /** The issuer that the credential and the JWT name; `undefined` when they name none or differ. */
  readonly issuer: string | undefined
  /** The latest of `validFrom`, `nbf` and `iat`. */
  readonly issuedAt: Date | undefined
  /** The earlier of `validUntil` and `exp`. */
  readonly expiresAt: Date | undefined
  /** How long the list may be kept, in seconds; not yet limited by any policy. */
  readonly ttlSeconds: number
  /** What the list speaks about. */
  readonly purposes: readonly string[]
  /** The compressed list, as received. */
  readonly encodedList: unknown
}

const baseContext = 'https://www.w3.org/ns/credentials/v2'
const defaultTtlMilliseconds = 300_000

/**
 * Reads a status list credential in a `vc+jwt` without believing it.
 *
 * @param text a compact JWS of at most 8 MiB.
 * @returns the credential, unverified.
 * @throws MalformedError `status_list_malformed`.
 * @see Bitstring Status List section 2.2, VC-JOSE-COSE section 3.1.1
 */
export function parseBitstringStatusListCredential(text: string): UnverifiedBitstringStatusListCredential {
  const jws = parseStatusListJws(text)
  const { '@context': context, type, id, credentialSubject } = jws.payload
  requireStep(credentialContext, isContext(context))
  requireModel(jws.payload)
  const types = textsOf(type)
  const isList = types.includes('VerifiableCredential') && types.includes('BitstringStatusListCredential')
  requireStep(credentialType, isList)
  const subject = isJsonObject(credentialSubject) ? credentialSubject : {}
  requireStep(credentialSubjectType, textsOf(subject.type).includes('BitstringStatusList'))
  return Object.freeze({
    jws,
    uri: typeof id === 'string' ? id : undefined,
    issuer: readIssuer(jws.payload),
    ...readPeriod(jws.payload),
    ttlSeconds: (parseStatusListTtl(subject.ttl) ?? defaultTtlMilliseconds) / 1000,
    purposes: textsOf(subject.statusPurpose),
    encodedList: subject.encodedList,
  })
}

/** The terms of the first are protected: no other can give one of them another meaning. One that stands inside is refused. */
function isContext(context: JsonValue | undefined): boolean {
  const contexts = jsonList(context)
  return contexts[0] === baseContext && contexts.every(isUrl)
}

/** A list is a credential, and held to the rules of one. */
function requireModel(payload: JsonObject): void {
  try {
    requireOneCredential(payload)
    requireDataModel(payload, { from: 'validFrom', until: 'validUntil' })
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(credentialModel, false, { cause })
    throw cause
  }
}

function readIssuer({ issuer, iss }: JsonObject): string | undefined {
  const url = isJsonObject(issuer) ? issuer.id : issuer
  return typeof url === 'string' && (iss === undefined || iss === url) ? url : undefined
}

function readPeriod({ validFrom, validUntil, nbf, iat, exp }: JsonObject): {
  readonly issuedAt: Date | undefined
  readonly expiresAt: Date | undefined
} {
  const starts = [readTime(validFrom, parseDateTimeStamp), ...[nbf, iat].map(readNumericDate)]
  const ends = [readTime(validUntil, parseDateTimeStamp), readNumericDate(exp)]
  return { issuedAt: outermost(starts, Math.max), expiresAt: outermost(ends, Math.min) }
}

function readNumericDate(value: JsonValue | undefined): Date | undefined {
  return readTime(value, parseNumericDate)
}

function readTime(
  value: JsonValue | undefined,
  parse: (value: unknown) => Date | undefined,
): Date | undefined {
  const time = value === undefined ? undefined : parse(value)
  requireStep(listTimes, value === undefined || time !== undefined)
  return time
}

function outermost(
  times: readonly (Date | undefined)[],
  choose: (...values: number[]) => number,
): Date | undefined {
  const known = times.flatMap((time) => (time === undefined ? [] : [time.getTime()]))
  return known.length === 0 ? undefined : new Date(choose(...known))
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  const values = isJsonArray(value) ? value : [value]
  return values.filter((element) => typeof element === 'string')
}
