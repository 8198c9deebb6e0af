import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { recordIdentity } from '../consent/record-identity.ts'
import { type VerifyApplicantInput, verifyApplicant } from '../decision/verify-applicant.ts'
import { type CheckKtpInput, collectKtpEvidence } from './collect-ktp-evidence.ts'

/** What `verifyKtp` needs beside the checks. */
export interface VerifyKtpInput extends CheckKtpInput, Pick<VerifyApplicantInput, 'signer' | 'randomBytes'> {}

/**
 * Turns a card into a verified identity: the card is looked over, the registry matches every element, and officers sign
 * that person, card and answer agree. The result is signed, works once, and for 10 minutes.
 *
 * @param input - the card, the doors to registry and officers, the policy and the evidence key
 * @returns the signed identity, of the level that the evidence reached
 * @throws VerificationError the first reason of `checkKtp`, such as `registry_mismatch`, `residence_refused`,
 *   `officer_not_confirmed`; or what `verifyOfficerDecision` throws, such as `officer_unknown`; or what `requireConsent`
 *   throws, such as `consent_missing` or `processing_restricted`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 * @see NIST SP 800-63A-4, identity proofing
 */
export async function verifyKtp(input: VerifyKtpInput): Promise<SignedVerifiedIdentity> {
  const identity = await verifyApplicant({ ...input, ...(await collectKtpEvidence(input)) })
  await recordIdentity(input.consents.records, input.consentRef, identity, input.now)
  return identity
}
