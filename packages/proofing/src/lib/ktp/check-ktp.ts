import { checkApplicant } from '../decision/check-applicant.ts'
import type { Decision } from '../decision/decision.ts'
import { type CheckKtpInput, collectKtpEvidence } from './collect-ktp-evidence.ts'

/**
 * Decides upon the holder of a KTP: looks over the card, asks the registry about each element, puts it before the
 * officers. What speaks against the applicant is in the decision, and nothing of it is thrown.
 *
 * @param input - the card, the doors to registry and officers, and the policy
 * @returns the decision; see `decideProofing`
 * @throws VerificationError what `requireConsent` throws: without a consent there is nothing to decide; what
 *   `verifyOfficerDecision` throws, for a decision that does not count
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database; nothing was asked then
 */
export async function checkKtp(input: CheckKtpInput): Promise<Decision> {
  return await checkApplicant({ ...input, ...(await collectKtpEvidence(input)) })
}
