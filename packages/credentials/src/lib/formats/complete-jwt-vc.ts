import { VerificationError } from '../errors/lontar-error.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { numericDate, parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { credentialMalformed } from './credential-malformed.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'

/**
 * Joins the claims of a JWT and the credential in its `vc` member to one credential. What both say must agree; what
 * one leaves out comes from the other.
 *
 * @param payload the payload of the JWT.
 * @returns the credential, from its root.
 * @throws MalformedError `credential_malformed` when `vc` is missing, holds a proof, or `jti`, `nbf` or `exp` differ
 * from it.
 * @throws VerificationError `credential_issuer_mismatch` when `iss` differs, `credential_holder_mismatch` when `sub`
 * differs.
 * @see VC Data Model 1.1 section 6.3.1
 */
export function completeJwtVc(payload: JsonObject): JsonObject {
  const { vc, iss, sub, jti, nbf, exp } = payload
  // We check no proof besides the signature, so one inside would only look checked.
  if (!isJsonObject(vc) || 'proof' in vc || 'vp' in payload) throw credentialMalformed()
  const issuer = withId(vc.issuer, iss, 'credential_issuer_mismatch')
  const credentialSubject = completeSubject(vc.credentialSubject, sub)
  const id = agreed(vc.id, jti)
  const issuanceDate = agreedDate(vc.issuanceDate, nbf)
  const expirationDate = agreedDate(vc.expirationDate, exp)
  if (issuanceDate === undefined) throw credentialMalformed()
  return {
    ...vc,
    issuer,
    credentialSubject,
    issuanceDate,
    ...(id !== undefined && { id }),
    ...(expirationDate !== undefined && { expirationDate }),
  }
}

function completeSubject(subject: JsonValue | undefined, sub: JsonValue | undefined): JsonValue {
  const isSingle = isJsonArray(subject) && subject.length === 1
  const only = isSingle ? subject[0] : subject
  // Several subjects have no common `sub`, and a subject says something (sections 4.4 and 6.3.1).
  if (!isJsonObject(only)) throw credentialMalformed()
  const completed = withId(only, sub, 'credential_holder_mismatch')
  if (!isJsonObject(completed) || Object.keys(completed).length === 0) throw credentialMalformed()
  return completed
}

/** The member as URL or as object with `id`; either may stand only in the JWT claim. */
function withId(
  member: JsonValue | undefined,
  claim: JsonValue | undefined,
  code: 'credential_issuer_mismatch' | 'credential_holder_mismatch',
): JsonValue {
  const id = isJsonObject(member) ? member.id : member
  const wellFormed = [id, claim].every((value) => value === undefined || typeof value === 'string')
  if (!wellFormed) throw credentialMalformed()
  if (id !== undefined && claim !== undefined && id !== claim) {
    throw new VerificationError(code, 'The claims of the JWT and the credential differ.')
  }
  const either = id ?? claim
  if (!isJsonObject(member)) return either ?? {}
  return either === undefined ? member : { ...member, id: either }
}

function agreed(member: JsonValue | undefined, claim: JsonValue | undefined): JsonValue | undefined {
  if (member !== undefined && claim !== undefined && member !== claim) throw credentialMalformed()
  return member ?? claim
}

function agreedDate(member: JsonValue | undefined, claim: JsonValue | undefined): JsonValue | undefined {
  const date = member === undefined ? undefined : requireTime(parseDateTimeStamp(member))
  const time = claim === undefined ? undefined : requireTime(parseNumericDate(claim))
  // NumericDate has seconds; a fraction in the credential does not make the two differ.
  if (date !== undefined && time !== undefined && numericDate(date) !== numericDate(time)) {
    throw credentialMalformed()
  }
  return member ?? time?.toISOString()
}

function requireTime(time: Date | undefined): Date {
  if (time === undefined || time.getTime() < 0) throw credentialMalformed()
  return time
}
