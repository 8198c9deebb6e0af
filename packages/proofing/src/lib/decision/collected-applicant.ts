import type { IdentityDocument } from '@lontar/documents/verified-identity'
import type { UndecidedEvidence } from '../officer/proofing-case.ts'

/** What was found about an applicant, and what of the document may be used. */
export interface CollectedApplicant {
  /** The document, without what the consent does not cover. */
  readonly document: IdentityDocument
  /** Everything that was found before an officer decided. */
  readonly evidence: readonly UndecidedEvidence[]
}
