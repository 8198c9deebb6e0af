import { openZonedCalendar } from '@lontar/documents/calendar'
import type { IdentityDocument } from '@lontar/documents/verified-identity'
import { acceptingOfficers } from './accepting-officers.ts'
import { assessDocument } from './assess-document.ts'
import { assessPerson } from './assess-person.ts'
import { assessRegistry, registryAnswers } from './assess-registry.ts'
import { assuranceLadder, type ProofingRequirement } from './assurance-ladder.ts'
import { climbLadder, isAtLeast, nearestMissing } from './climb-ladder.ts'
import type { Decision, DecisionReason } from './decision.ts'
import { findContradictions } from './find-contradictions.ts'
import { type FoundReason, reasonsOf } from './found-reason.ts'
import { isSimulated } from './is-simulated.ts'
import { keptEvidence } from './kept-evidence.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'
import type { ProofingPolicy } from './proofing-policy.ts'
import { type ProofingReasonCode, proofingReasons } from './proofing-reasons.ts'
import { toDecisionReason } from './to-decision-reason.ts'

/** What `decideProofing` decides upon. */
export interface ProofingInput {
  /** The document, as it was read. */
  readonly document: IdentityDocument
  /** Everything that was found, in any order. */
  readonly evidence: readonly ProofingEvidence[]
  /** What the installation demands. */
  readonly policy: ProofingPolicy
  /** Who does the proofing; named in the evidence. */
  readonly organization: string
  /** The instant of the decision. */
  readonly now: Date
}

/**
 * Turns evidence into a level and an outcome. It asks nobody and remembers nothing.
 *
 * - The level is the highest row of the policy's ladder that the evidence meets, and `none` while a reason stands.
 * - What is `unavailable` or of an engine that nobody certified meets no row; the latter may still raise a doubt.
 * - A doubt is lifted by an officer who accepted knowing it; anything else needs other evidence, or ends the case.
 * - `accepted`: the level is at least `policy.minimumLevel` and no reason stands. `refused`: a reason stands that no
 *   officer may lift. `review`: everything else.
 *
 * @returns the decision; no text in it holds a value of the document
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when `policy.timeZone` is no zone of the IANA database
 * @see NIST SP 800-63A-4, identity proofing; UU 27/2022 article 25
 */
export function decideProofing({ document, evidence, policy, organization, now }: ProofingInput): Decision {
  const { ladder = assuranceLadder, minimumLevel = 'substantial' } = policy
  const today = openZonedCalendar(policy.timeZone).dateAt(now)
  const acceptsSimulation = policy.dangerouslyAcceptSimulatedEvidence === true
  const counting = evidence.filter((piece) => acceptsSimulation || !isSimulated(piece))
  const against = [
    ...(counting.length === evidence.length ? [] : reasonsOf('simulated_evidence_refused')),
    ...assessDocument(document, evidence, today),
    ...assessRegistry(document, evidence, policy.residence),
    ...assessPerson(evidence),
    ...findContradictions(evidence),
  ].filter(({ code }) => !isLifted(code, counting))
  const climb = climbLadder(ladder, document.kind, counting)
  const level = against.length === 0 ? climb.level : 'none'
  const isEnough = isAtLeast(level, minimumLevel)
  const missing = isEnough ? [] : nearestMissing(ladder, document.kind, minimumLevel, counting)
  const reasons = toReasons(isEnough ? against : [...against, ...insufficiency(missing, evidence, against)])
  return {
    level,
    outcome: isEnough ? 'accepted' : reasons.some(({ remedy }) => remedy === 'nobody') ? 'refused' : 'review',
    reasons,
    evidence: keptEvidence(climb.support, organization),
  }
}

/** Whoever accepted had the reason before his eyes: a decision is about the digest of all other evidence. */
function isLifted(code: ProofingReasonCode, evidence: readonly ProofingEvidence[]): boolean {
  const { remedy } = proofingReasons[code]
  const officers = acceptingOfficers(evidence)
  if (remedy === 'officer') return officers.length > 0
  return remedy === 'supervisor' && officers.some(({ decision }) => decision.role === 'supervisor')
}

/** What an officer brings, and what he can wait for. Where a chip is missing as well, his word alone would lead nowhere. */
const besideOfficers: readonly ProofingRequirement[] = ['officer', 'two_officers', 'registry_elements']

/** Says what is missing to the level that is demanded, where nothing else has said it. */
function insufficiency(
  missing: ReturnType<typeof nearestMissing>,
  evidence: readonly ProofingEvidence[],
  against: readonly FoundReason[],
): readonly FoundReason[] {
  const isSilent =
    missing.includes('registry_elements') &&
    evidence.some(({ kind }) => kind === 'registry_elements') &&
    registryAnswers(evidence).length === 0
  const isRefused = against.some(({ code }) => code === 'officer_refused')
  const isOfficers = missing.includes('officer') || missing.includes('two_officers')
  const needsOfficer = !isRefused && isOfficers && missing.every((one) => besideOfficers.includes(one))
  const named = [
    ...(isSilent ? reasonsOf('registry_unavailable') : []),
    ...(needsOfficer ? reasonsOf('officer_not_confirmed') : []),
  ]
  return named.length + against.length === 0 ? reasonsOf('assurance_level_too_low') : named
}

/** One entry for each code, in the order of the table. */
function toReasons(found: readonly FoundReason[]): readonly DecisionReason[] {
  const order = Object.keys(proofingReasons)
  const codes = [...new Set(found.map(({ code }) => code))].sort(
    (one, other) => order.indexOf(one) - order.indexOf(other),
  )
  return codes.map((code) => {
    const about = found.flatMap((reason) => (reason.code === code ? (reason.about ?? []) : []))
    return toDecisionReason({ code, ...(about.length > 0 && { about: [...new Set(about)].sort() }) })
  })
}
