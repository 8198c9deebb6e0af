import type { AssuranceLevel, IdentityDocument } from '@lontar/documents/verified-identity'
import type { LadderRow, ProofingRequirement } from './assurance-ladder.ts'
import { findSupport } from './find-support.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'

const levels: readonly AssuranceLevel[] = ['none', 'low', 'substantial', 'high']

/** True when one level is at least as strong as another. */
export function isAtLeast(level: AssuranceLevel, least: AssuranceLevel): boolean {
  return levels.indexOf(level) >= levels.indexOf(least)
}

/** How far evidence leads. */
export interface Climb {
  readonly level: AssuranceLevel
  /** What the rows that are met stand on. */
  readonly support: readonly ProofingEvidence[]
}

/** Finds the rows of the ladder that the evidence meets: the highest is the level. */
export function climbLadder(
  ladder: readonly LadderRow[],
  kind: IdentityDocument['kind'],
  evidence: readonly ProofingEvidence[],
): Climb {
  const met = ladder.filter((row) => row.document === kind && missingFrom(row, evidence).length === 0)
  const level = met.reduce<AssuranceLevel>(
    (best, row) => (isAtLeast(best, row.level) ? best : row.level),
    'none',
  )
  const support = new Set(
    met.flatMap(({ requires }) => requires.flatMap((requirement) => findSupport(requirement, evidence))),
  )
  return { level, support: evidence.filter((piece) => support.has(piece)) }
}

/** What a row needs and the evidence does not have. A row that needs nothing would be met by anybody: it is never met. */
function missingFrom(
  { requires }: LadderRow,
  evidence: readonly ProofingEvidence[],
): readonly ProofingRequirement[] {
  if (requires.length === 0) return ['document']
  return requires.filter((requirement) => findSupport(requirement, evidence).length === 0)
}

/** What is missing on the shortest way to a level. */
export function nearestMissing(
  ladder: readonly LadderRow[],
  kind: IdentityDocument['kind'],
  least: AssuranceLevel,
  evidence: readonly ProofingEvidence[],
): readonly ProofingRequirement[] {
  const ways = ladder
    .filter((row) => row.document === kind && isAtLeast(row.level, least))
    .map((row) => missingFrom(row, evidence))
  return [...ways].sort((one, other) => one.length - other.length)[0] ?? []
}
