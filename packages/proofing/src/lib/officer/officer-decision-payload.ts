import { VerificationError } from '@lontar/credentials/errors'
import { type JsonObject, numericDate, parseNumericDate } from '@lontar/credentials/jose'
import type { OfficerRole } from './officer-account.ts'
import type { OfficerDecision } from './officer-decision.ts'

/** The `typ` of a signed decision. */
export const officerDecisionType = 'lontar-officer-decision+jwt'

const roles: readonly OfficerRole[] = ['registrar', 'supervisor', 'administrator']
const outcomes: readonly OfficerDecision['outcome'][] = ['accepted', 'refused']
const names = ['jti', 'iat', 'case_id', 'evidence_digest', 'outcome', 'officer', 'role']

/** Encodes a decision as the JSON of its payload. It names no applicant. */
export function encodeOfficerDecision(decision: OfficerDecision): JsonObject {
  return {
    jti: decision.jti,
    iat: numericDate(decision.decidedAt),
    case_id: decision.caseId,
    evidence_digest: decision.evidenceDigest,
    outcome: decision.outcome,
    officer: decision.officerId,
    role: decision.role,
  }
}

/**
 * Decodes what `encodeOfficerDecision` made, and checks every member. Who signed it is not looked at.
 *
 * @throws VerificationError `officer_decision_invalid` for every other shape
 */
export function decodeOfficerDecision(payload: JsonObject): OfficerDecision {
  const outcome = outcomes.find((one) => one === payload['outcome'])
  const role = roles.find((one) => one === payload['role'])
  const decidedAt = parseNumericDate(payload['iat'])
  const isWhole = Object.keys(payload).every((name) => names.includes(name))
  if (!isWhole || outcome === undefined || role === undefined || decidedAt === undefined) throw invalid()
  return {
    jti: token(payload['jti']),
    caseId: token(payload['case_id']),
    evidenceDigest: token(payload['evidence_digest']),
    officerId: readId(payload['officer']),
    ...{ outcome, role, decidedAt },
  }
}

/** At least 128 bits in base64url. */
function token(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{22,128}$/.test(value)) throw invalid()
  return value
}

function readId(value: unknown): string {
  if (typeof value !== 'string' || value.length > 64) throw invalid()
  return value
}

function invalid(): VerificationError {
  return new VerificationError('officer_decision_invalid', 'The decision of the officer cannot be read.')
}
