import type { OfficerEvidence, ProofingEvidence } from './proofing-evidence.ts'

/** The acceptances of officers whose role lets them decide. */
export function acceptingOfficers(evidence: readonly ProofingEvidence[]): readonly OfficerEvidence[] {
  return evidence
    .filter((piece) => piece.kind === 'officer')
    .filter(({ decision }) => decision.outcome === 'accepted' && decision.role !== 'administrator')
}

/** Those of them who have a second one beside them: another person as far as account and key can tell. */
export function twoOfficers(evidence: readonly ProofingEvidence[]): readonly OfficerEvidence[] {
  const officers = acceptingOfficers(evidence)
  return officers.filter((one) => officers.some((other) => areTwoPeople(one, other)))
}

function areTwoPeople({ decision: one }: OfficerEvidence, { decision: other }: OfficerEvidence): boolean {
  return one.officerId !== other.officerId && one.keyThumbprint !== other.keyThumbprint
}
