import type { ConsentEvidence } from '../decision/proofing-evidence.ts'
import type { ConsentReceipt } from './consent-receipt.ts'

/** What a receipt says to a decision: that somebody agreed, who, and when. */
export function consentEvidence({ id, givenBy, time }: ConsentReceipt): ConsentEvidence {
  return {
    kind: 'consent',
    givenBy: givenBy === 'guardian' ? 'guardian' : 'applicant',
    receipt: id,
    time,
  }
}
