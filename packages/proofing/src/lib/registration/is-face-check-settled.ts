import type { UndecidedEvidence } from '../officer/proofing-case.ts'

/** Evidence of a face check. */
type FaceCheckEvidence = Extract<UndecidedEvidence, { readonly kind: 'face' | 'liveness' }>

function isFaceCheck(piece: UndecidedEvidence): piece is FaceCheckEvidence {
  return piece.kind === 'face' || piece.kind === 'liveness'
}

/**
 * Whether faces and liveness among the evidence are answered: by one no, or by a yes of each. An answered check is not
 * repeated: a doubt is for a supervisor, and nobody tries until it passes. What was `unavailable` or held no face may
 * be tried again.
 */
export function isFaceCheckSettled(evidence: readonly UndecidedEvidence[]): boolean {
  const answers = evidence.filter(isFaceCheck).map(decisionOf)
  if (answers.some((answer) => answer === 'not_live' || answer === 'no_match')) return true
  return answers.length > 0 && answers.every((answer) => answer === 'live' || answer === 'match')
}

function decisionOf(piece: FaceCheckEvidence): string {
  return piece.kind === 'face' ? piece.comparison.decision : piece.result.decision
}

/** The evidence without that of face checks. */
export function withoutFaceCheck(evidence: readonly UndecidedEvidence[]): readonly UndecidedEvidence[] {
  return evidence.filter((piece) => !isFaceCheck(piece))
}
