import type { IdentityDocument } from '@lontar/documents/verified-identity'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import type { UndecidedEvidence } from '../officer/proofing-case.ts'

/** What was found about an applicant, and what of the document may be used. */
export interface CollectedApplicant {
  /** The consent that it was looked at under. */
  readonly consent: ConsentReceipt
  /** The document, without what the consent does not cover. */
  readonly document: IdentityDocument
  /** Everything that was found before an officer decided. */
  readonly evidence: readonly UndecidedEvidence[]
}
