import {
  encodeBase64Url,
  type RandomBytes,
  type Signer,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import {
  type SignedVerifiedIdentity,
  signVerifiedIdentity,
  type VerifiedIdentity,
} from '@lontar/documents/verified-identity'
import { type CheckKtpInput, checkKtp, type KtpCheck } from './check-ktp.ts'

/** What `verifyKtp` needs beside the checks. */
export interface VerifyKtpInput extends CheckKtpInput {
  /** The evidence key of the installation. */
  readonly signer: Signer
  /** Draws the single-use `jti`; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/** How long the decision may wait for its offer, in milliseconds: 10 minutes. */
const lifetimeMilliseconds = 10 * 60 * 1000

function identityOf(input: VerifyKtpInput, check: KtpCheck): VerifiedIdentity {
  const { ktp, now, randomBytes = secureRandomBytes } = input
  return {
    jti: encodeBase64Url(randomBytes(16)),
    document: { kind: 'ktp', card: ktp },
    assuranceLevel: check.level,
    evidence: check.evidence,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMilliseconds),
  }
}

/**
 * Turns a card into a verified identity: structural checks, the registry's match of every element, an officer's
 * confirmation. The result is signed, works once, and for 10 minutes.
 *
 * @param input - the card, the doors to registry and officer, the policy and the evidence key
 * @returns the signed identity, level `substantial`
 * @throws VerificationError the first failure of `checkKtp`: `simulated_evidence_refused`, `consent_missing`,
 *   `nik_invalid`, `holder_too_young`, `stay_permit_expired`, `registry_dead`, `registry_duplicate`, `registry_inactive`,
 *   `registry_not_found`, `registry_unavailable`, `registry_mismatch`, `residence_refused`, `officer_unknown`,
 *   `officer_not_confirmed`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 * @see NIST SP 800-63A-4, identity proofing
 */
export async function verifyKtp(input: VerifyKtpInput): Promise<SignedVerifiedIdentity> {
  const check = await checkKtp(input)
  const [failure] = check.failures
  if (failure !== undefined) throw failure
  return await signVerifiedIdentity({ identity: identityOf(input, check), signer: input.signer })
}
