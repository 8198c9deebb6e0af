import { type ErrorCode, VerificationError } from '@lontar/credentials/errors'
import type { RandomBytes, Signer } from '@lontar/credentials/jose'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { type CheckApplicantInput, checkApplicant } from './check-applicant.ts'
import type { DecisionReason } from './decision.ts'
import { signDecision } from './sign-decision.ts'

/** What `verifyApplicant` needs beside the checks. */
export interface VerifyApplicantInput extends CheckApplicantInput {
  /** The evidence key of the installation. */
  readonly signer: Signer
  /** Draws the single-use `jti`; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/**
 * Turns an applicant into a verified identity, or throws why not. The identity is signed, works once, and for 10 minutes.
 *
 * @returns the signed identity, of the level that the evidence reached
 * @throws VerificationError the first reason of `checkApplicant`, with its code; or what `verifyOfficerDecision` throws
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 * @see NIST SP 800-63A-4, identity proofing; security I6
 */
export async function verifyApplicant(input: VerifyApplicantInput): Promise<SignedVerifiedIdentity> {
  const decision = await checkApplicant(input)
  if (decision.outcome !== 'accepted') throw toError(decision.reasons[0])
  return await signDecision(decision, input)
}

function toError(reason: DecisionReason | undefined): VerificationError {
  const code: ErrorCode = reason?.code ?? 'assurance_level_too_low'
  const about = reason?.about === undefined ? '' : `: ${reason.about.join(', ')}`
  return new VerificationError(code, `${reason?.text.en ?? 'The evidence does not suffice'}${about}.`)
}
