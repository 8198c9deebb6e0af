import { isConfirmed, registryAnswers } from './assess-registry.ts'
import { type FoundReason, reasonsOf } from './found-reason.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'

/** Finds questions to which one piece of evidence says yes and another says no. */
export function findContradictions(evidence: readonly ProofingEvidence[]): readonly FoundReason[] {
  const answers = evidence.flatMap(answerOf)
  const yes = answers.filter(([, answer]) => answer).map(([question]) => question)
  const isDisputed = answers.some(([question, answer]) => !answer && yes.includes(question))
  const isRegistryDisputed = new Set(registryAnswers(evidence).map(isConfirmed)).size > 1
  return isDisputed || isRegistryDisputed ? reasonsOf('evidence_contradictory') : []
}

/** A question, and a yes or a no to it; what says neither answers nothing. */
function answerOf(piece: ProofingEvidence): readonly (readonly [question: string, answer: boolean])[] {
  switch (piece.kind) {
    case 'face':
      return truth('face', piece.comparison.decision, 'match', 'no_match')
    case 'liveness':
      return truth('liveness', piece.result.decision, 'live', 'not_live')
    case 'chip':
      return truth('chip', piece.decision, 'authentic', 'not_authentic')
    default:
      return []
  }
}

function truth(
  question: string,
  decision: string,
  yes: string,
  no: string,
): readonly (readonly [string, boolean])[] {
  return decision === yes ? [[question, true]] : decision === no ? [[question, false]] : []
}
