import { checkApplicant } from '../decision/check-applicant.ts'
import type { Decision } from '../decision/decision.ts'
import { type CheckPassportInput, collectPassportEvidence } from './collect-passport-evidence.ts'

/**
 * Decides upon a visitor: looks over the passport and what became of its chip, puts it before the officers. What speaks
 * against the applicant is in the decision, and nothing of it is thrown.
 *
 * @param input - the passport, what became of its chip, the consent, the officers and the policy
 * @returns the decision; see `decideProofing`
 * @throws VerificationError what `requireConsent` throws: without a consent there is nothing to decide; what
 *   `verifyOfficerDecision` throws, for a decision that does not count
 * @throws OperationError what the store of the consents throws
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 */
export async function checkPassport(input: CheckPassportInput): Promise<Decision> {
  return await checkApplicant({ ...input, ...(await collectPassportEvidence(input)) })
}
