import type { JsonObject, JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  datesAgree,
  idAgrees,
  issuanceDate as issuanceDateStep,
  issuerAgrees,
  jwtVcCredential,
  subjectAgrees,
  subjectFilled,
} from '../verdict/steps/format-steps.ts'
import type { VerificationStep } from '../verdict/verification-step.ts'
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
  requireStep(jwtVcCredential, isJsonObject(vc) && !('proof' in vc))
  const issuer = withId(vc.issuer, iss, issuerAgrees)
  const credentialSubject = completeSubject(vc.credentialSubject, sub)
  requireStep(idAgrees, vc.id === undefined || jti === undefined || vc.id === jti)
  const id = vc.id ?? jti
  const issuanceDate = agreedDate(vc.issuanceDate, nbf)
  const expirationDate = agreedDate(vc.expirationDate, exp)
  requireStep(issuanceDateStep, issuanceDate !== undefined)
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
  // Several subjects have no common `sub` (sections 4.4 and 6.3.1).
  requireStep(subjectFilled, isJsonObject(only))
  return withId(only, sub, subjectAgrees)
}

/** The member as URL or as object with `id`; either may stand only in the JWT claim. */
function withId(
  member: JsonValue | undefined,
  claim: JsonValue | undefined,
  agrees: VerificationStep,
): JsonValue {
  const id = isJsonObject(member) ? member.id : member
  requireStep(agrees, id === undefined || claim === undefined || id === claim)
  const either = id ?? claim
  if (!isJsonObject(member)) return either ?? {}
  return either === undefined ? member : { ...member, id: either }
}

function agreedDate(member: JsonValue | undefined, claim: JsonValue | undefined): JsonValue | undefined {
  const date = parseDateTimeStamp(member)
  const time = parseNumericDate(claim)
  const isReadable =
    (member === undefined || date !== undefined) && (claim === undefined || time !== undefined)
  // NumericDate has seconds; a fraction in the credential does not make the two differ.
  const isSame = date === undefined || time === undefined || secondOf(date) === secondOf(time)
  requireStep(datesAgree, isReadable && isSame)
  return member ?? time?.toISOString()
}

function secondOf(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
