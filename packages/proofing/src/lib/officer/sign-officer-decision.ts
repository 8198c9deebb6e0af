import {
  encodeBase64Url,
  type RandomBytes,
  randomBytes as secureRandomBytes,
  signJws,
} from '@lontar/credentials/jose'
import type { Officer } from './create-officer.ts'
import type { OfficerDecision } from './officer-decision.ts'
import { encodeOfficerDecision, officerDecisionType } from './officer-decision-payload.ts'

/** What `signOfficerDecision` needs. */
export interface SignOfficerDecisionInput {
  /** The case, and the digest of what the officer saw. */
  readonly about: Pick<OfficerDecision, 'caseId' | 'evidenceDigest'>
  /** What the officer found. */
  readonly outcome: OfficerDecision['outcome']
  /** Who decides. */
  readonly officer: Officer
  /** When. */
  readonly now: Date
  /** Draws the single-use `jti`; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/**
 * Signs an officer's decision as a compact JWS, `typ` `lontar-officer-decision+jwt`.
 *
 * @returns the three segments; they name the case and the officer, and no applicant
 * @see RFC 7515
 */
export async function signOfficerDecision(input: SignOfficerDecisionInput): Promise<string> {
  const { about, outcome, officer, now, randomBytes = secureRandomBytes } = input
  const { account, signer } = officer
  const payload = encodeOfficerDecision({
    jti: encodeBase64Url(randomBytes(16)),
    caseId: about.caseId,
    evidenceDigest: about.evidenceDigest,
    outcome,
    officerId: account.id,
    role: account.role,
    decidedAt: now,
  })
  return await signJws({ header: { typ: officerDecisionType }, payload, signer })
}
