import { acceptingOfficers, twoOfficers } from './accepting-officers.ts'
import { isConfirmed } from './assess-registry.ts'
import type { ProofingRequirement } from './assurance-ladder.ts'
import type { ChipEvidence, DocumentEvidence, FaceEvidence, ProofingEvidence } from './proofing-evidence.ts'

type Pieces = readonly ProofingEvidence[]

const finders: Readonly<Record<ProofingRequirement, (evidence: Pieces) => Pieces>> = {
  document: (evidence) => documents(evidence),
  document_read: (evidence) => documents(evidence).filter(({ source }) => source === 'read'),
  mrz_check_digits: (evidence) => documents(evidence).filter(({ source }) => source === 'mrz'),
  registry_elements: (evidence) =>
    evidence.filter((piece) => piece.kind === 'registry_elements' && isConfirmed(piece.answer)),
  registry_face: (evidence) => presentFaces(evidence, 'registry'),
  chip: (evidence) => chips(evidence, 'passive_authentication'),
  chip_in_approved_reader: (evidence) => chips(evidence, 'approved_reader'),
  chip_face: (evidence) => presentFaces(evidence, 'chip'),
  officer: acceptingOfficers,
  two_officers: twoOfficers,
}

/** The evidence that meets a requirement; none when it is not met. */
export function findSupport(requirement: ProofingRequirement, evidence: Pieces): Pieces {
  return finders[requirement](evidence)
}

function documents(evidence: Pieces): readonly DocumentEvidence[] {
  return evidence.filter((piece) => piece.kind === 'document')
}

function chips(evidence: Pieces, method: ChipEvidence['method']): readonly ChipEvidence[] {
  return evidence
    .filter((piece) => piece.kind === 'chip')
    .filter(
      (chip) => chip.method === method && chip.decision === 'authentic' && chip.matchesDocument === true,
    )
}

/**
 * Matches of a certified engine, each of a capture whose person was found present by a certified detector: a match of
 * one picture and the presence of another prove nothing.
 */
function presentFaces(evidence: Pieces, portrait: FaceEvidence['portrait']): readonly FaceEvidence[] {
  const present = evidence.flatMap((piece) =>
    piece.kind === 'liveness' && piece.result.decision === 'live' && piece.result.certified === true
      ? [piece.captureId]
      : [],
  )
  return evidence
    .filter((piece) => piece.kind === 'face')
    .filter((face) => face.portrait === portrait)
    .filter(({ comparison }) => comparison.decision === 'match' && comparison.certified === true)
    .filter(({ captureId }) => captureId !== '' && present.includes(captureId))
}
