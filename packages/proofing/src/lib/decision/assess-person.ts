import { type FoundReason, reasonsOf } from './found-reason.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'

/** What chip, faces, liveness and officers say against the applicant. An engine need not be certified to raise a doubt. */
export function assessPerson(evidence: readonly ProofingEvidence[]): readonly FoundReason[] {
  return evidence.flatMap(assessPiece)
}

function assessPiece(piece: ProofingEvidence): readonly FoundReason[] {
  switch (piece.kind) {
    case 'chip':
      if (piece.decision === 'not_authentic') return reasonsOf('chip_not_authentic')
      return piece.decision === 'authentic' && !piece.matchesDocument
        ? reasonsOf('chip_document_mismatch')
        : []
    case 'face':
      return piece.comparison.decision === 'no_match' ? reasonsOf('face_mismatch') : []
    case 'liveness':
      return piece.result.decision === 'not_live' ? reasonsOf('liveness_failed') : []
    case 'officer':
      return piece.decision.outcome === 'accepted' ? [] : reasonsOf('officer_refused')
    default:
      return []
  }
}
