import type { OfficerRole } from './officer-account.ts'

declare const verified: unique symbol

/** What an officer says about a case. */
export interface OfficerDecision {
  /** Which case; see `openProofingCase`. */
  readonly caseId: string
  /** The salted digest of document and evidence, as the officer saw them. */
  readonly evidenceDigest: string
  /** What the officer found: person, document and answers agree, or not. */
  readonly outcome: 'accepted' | 'refused'
  /** Who decided. */
  readonly officerId: string
  /** In which role. */
  readonly role: OfficerRole
  /** When, to the second. */
  readonly decidedAt: Date
  /** Of this decision alone; it serves once. */
  readonly jti: string
}

/** A decision whose signature, officer, role, case and digest hold. Only `verifyOfficerDecision` makes one. */
export interface VerifiedOfficerDecision extends OfficerDecision {
  /** The thumbprint of the officer's key (RFC 7638). */
  readonly keyThumbprint: string
  readonly [verified]: true
}
