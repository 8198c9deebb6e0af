import type { ProofingEvidence } from '../decision/proofing-evidence.ts'
import type { ConsentItemId } from './consent-item.ts'

const faceKinds: readonly ProofingEvidence['kind'][] = ['face', 'liveness']

/** The item that a face among the evidence needs: a face is specific data (UU 27/2022 article 4). */
export function faceItems(evidence: readonly ProofingEvidence[]): readonly ConsentItemId[] {
  return evidence.some(({ kind }) => faceKinds.includes(kind)) ? ['face'] : []
}
