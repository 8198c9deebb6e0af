import { type ErrorCode, VerificationError } from '@lontar/credentials/errors'
import {
  encodeBase64Url,
  type RandomBytes,
  type Signer,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import { type SignedVerifiedIdentity, signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { type CheckApplicantInput, checkApplicant } from './check-applicant.ts'
import type { DecisionReason } from './decision.ts'

/** What `verifyApplicant` needs beside the checks. */
export interface VerifyApplicantInput extends CheckApplicantInput {
  /** The evidence key of the installation. */
  readonly signer: Signer
  /** Draws the single-use `jti`; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/** How long the decision may wait for its offer, in milliseconds: 10 minutes. */
const lifetimeMilliseconds = 10 * 60 * 1000

/**
 * Turns an applicant into a verified identity, or throws why not. The identity is signed, works once, and for 10 minutes.
 *
 * @returns the signed identity, of the level that the evidence reached
 * @throws VerificationError the first reason of `checkApplicant`, with its code; or what `verifyOfficerDecision` throws
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 * @see NIST SP 800-63A-4, identity proofing; security I6
 */
export async function verifyApplicant(input: VerifyApplicantInput): Promise<SignedVerifiedIdentity> {
  const { level, outcome, reasons, evidence } = await checkApplicant(input)
  if (outcome !== 'accepted') throw toError(reasons[0])
  const { document, now, signer, randomBytes = secureRandomBytes } = input
  const identity = {
    jti: encodeBase64Url(randomBytes(16)),
    document,
    assuranceLevel: level,
    evidence,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMilliseconds),
  }
  return await signVerifiedIdentity({ identity, signer })
}

function toError(reason: DecisionReason | undefined): VerificationError {
  const code: ErrorCode = reason?.code ?? 'assurance_level_too_low'
  const about = reason?.about === undefined ? '' : `: ${reason.about.join(', ')}`
  return new VerificationError(code, `${reason?.text.en ?? 'The evidence does not suffice'}${about}.`)
}
