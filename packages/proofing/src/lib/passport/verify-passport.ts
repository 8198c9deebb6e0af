import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { recordIdentity } from '../consent/record-identity.ts'
import { type VerifyApplicantInput, verifyApplicant } from '../decision/verify-applicant.ts'
import { type CheckPassportInput, collectPassportEvidence } from './collect-passport-evidence.ts'

/** What `verifyPassport` needs beside the checks. */
export interface VerifyPassportInput
  extends CheckPassportInput,
    Pick<VerifyApplicantInput, 'signer' | 'randomBytes'> {}

/**
 * Turns a passport into a verified identity: its zone was read, its chip verified, and officers sign that person and
 * passport agree. A zone alone reaches `low`, for which nothing is issued. The result is signed, works once, and for 10
 * minutes.
 *
 * @param input - the passport, what became of its chip, the consent, the officers, the policy and the evidence key
 * @returns the signed identity, of the level that the evidence reached
 * @throws VerificationError the first reason of `checkPassport`, such as `assurance_level_too_low`, `document_expired`,
 *   `stay_permit_expired`, `chip_not_authentic`, `chip_document_mismatch`, `guardian_consent_missing`,
 *   `officer_not_confirmed`; or what `verifyOfficerDecision` throws, such as `officer_unknown`; or what `requireConsent`
 *   throws, such as `consent_missing` or `processing_restricted`
 * @throws OperationError what the store of the consents throws
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 * @see NIST SP 800-63A-4, identity proofing
 */
export async function verifyPassport(input: VerifyPassportInput): Promise<SignedVerifiedIdentity> {
  const identity = await verifyApplicant({ ...input, ...(await collectPassportEvidence(input)) })
  await recordIdentity(input.consents.records, input.consentRef, identity, input.now)
  return identity
}
