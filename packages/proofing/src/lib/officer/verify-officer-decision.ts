import { type ErrorCode, LontarError, VerificationError } from '@lontar/credentials/errors'
import { jwkThumbprint, parseJws, type UnverifiedJws, verifyJwsSignature } from '@lontar/credentials/jose'
import type { OfficerAccount } from './officer-account.ts'
import type { OfficerAccounts } from './officer-accounts.ts'
import type { OfficerDecision, VerifiedOfficerDecision } from './officer-decision.ts'
import { decodeOfficerDecision, officerDecisionType } from './officer-decision-payload.ts'

/** What a signed decision must fit. */
export interface OfficerDecisionExpectations {
  /** The case that is decided. */
  readonly expectedCaseId: string
  /** The digest of its document and evidence as they are now; see `evidenceDigest`. */
  readonly expectedEvidenceDigest: string
  /** Where the officers' accounts lie; the decision is used up there. */
  readonly officers: OfficerAccounts
  /** The instant of the check; clocks may differ by a minute. */
  readonly now: Date
  /** How old a decision may be, in seconds; 900 by default. */
  readonly maxAgeSeconds?: number
}

const clockSkewMilliseconds = 60_000

/**
 * Verifies an officer's decision, and uses it up: it counts once, and of each officer once in a case.
 *
 * @param text - a compact JWS
 * @returns the decision, with the thumbprint of the key that signed it
 * @throws VerificationError `officer_unknown` no such account; `officer_decision_invalid` shape, type, signature, another
 *   case or other evidence, too old or of the future, or a role that the account does not have; `officer_disabled`;
 *   `officer_role_insufficient` an administrator decides nothing; `officer_decision_repeated` used before, or the officer
 *   decided this case before
 * @see RFC 7515, RFC 8725 section 3
 */
export async function verifyOfficerDecision(
  text: string,
  expectations: OfficerDecisionExpectations,
): Promise<VerifiedOfficerDecision> {
  const jws = readJws(text)
  const decision = decodeOfficerDecision(jws.payload)
  const account = await expectations.officers.find(decision.officerId)
  if (account === undefined) throw failure('officer_unknown', 'No such officer is registered.')
  await verifySignature(jws, account)
  checkAccount(decision, account)
  checkCase(decision, expectations)
  const keyThumbprint = await jwkThumbprint(account.publicJwk)
  if (!(await expectations.officers.use(decision, text))) throw await unusable(decision, expectations)
  return { ...decision, keyThumbprint } as VerifiedOfficerDecision
}

/** Why a decision cannot be used: the officer may have been disabled since the account was looked up. */
async function unusable(
  { officerId }: OfficerDecision,
  { officers }: OfficerDecisionExpectations,
): Promise<VerificationError> {
  const account = await officers.find(officerId)
  if (account?.status === 'disabled') return disabled()
  return failure(
    'officer_decision_repeated',
    'The officer decided this case before, or the decision was used.',
  )
}

function readJws(text: string): UnverifiedJws {
  try {
    return parseJws(text)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw invalid()
  }
}

/** The key of the account alone counts: a header brings none. */
async function verifySignature(jws: UnverifiedJws, { publicJwk }: OfficerAccount): Promise<void> {
  try {
    await verifyJwsSignature(jws, { expectedKey: publicJwk, expectedType: officerDecisionType })
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw invalid()
  }
}

function checkAccount(decision: OfficerDecision, account: OfficerAccount): void {
  if (account.status !== 'enabled') throw disabled()
  if (account.role === 'administrator') {
    throw failure('officer_role_insufficient', 'An administrator decides no case.')
  }
  if (account.id !== decision.officerId || account.role !== decision.role) throw invalid()
}

function checkCase(decision: OfficerDecision, expectations: OfficerDecisionExpectations): void {
  const { expectedCaseId, expectedEvidenceDigest, now, maxAgeSeconds = 900 } = expectations
  const age = now.getTime() - decision.decidedAt.getTime()
  const isOfNow = age >= -clockSkewMilliseconds && age <= maxAgeSeconds * 1000
  const isOfCase = decision.caseId === expectedCaseId && decision.evidenceDigest === expectedEvidenceDigest
  if (!isOfNow || !isOfCase) throw invalid()
}

function invalid(): VerificationError {
  return failure('officer_decision_invalid', 'The decision is not of this officer, or not about this case.')
}

function disabled(): VerificationError {
  return failure('officer_disabled', 'The officer is disabled.')
}

function failure(code: ErrorCode, message: string): VerificationError {
  return new VerificationError(code, message)
}
