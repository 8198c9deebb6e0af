import { parseJws } from '@lontar/credentials/jose'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { receiptKeptUntil } from '../consent/record-consent.ts'
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
  const { consentRef: consentId, consents, now: decidedAt } = input
  // Before it is handed out: what is issued for it has to be found by its person.
  await consents.records.recordProofing({
    ...{ consentId, decidedAt },
    identityJti: String(parseJws(identity).payload.jti),
    keptUntil: receiptKeptUntil(decidedAt),
  })
  return identity
}
