import type { ProofingEvidence } from './proofing-evidence.ts'

/** True unless the evidence says that it is real, where a simulator could have given it. */
export function isSimulated(piece: ProofingEvidence): boolean {
  switch (piece.kind) {
    case 'registry_elements':
    case 'chip':
      return piece.simulated !== false
    case 'face':
      return piece.comparison.simulated !== false
    case 'liveness':
      return piece.result.simulated !== false
    default:
      return false
  }
}
