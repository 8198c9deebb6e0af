import type { IdentityDocument } from '@lontar/documents/verified-identity'
import type { RegistryAnswer, RegistryState } from '../registry/population-registry.ts'
import { essentialElements } from '../registry/population-registry.ts'
import { type FoundReason, reasonsOf } from './found-reason.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'
import type { ProofingReasonCode } from './proofing-reasons.ts'

const stateReasons: Readonly<Record<Exclude<RegistryState, 'active' | 'unavailable'>, ProofingReasonCode>> = {
  dead: 'registry_dead',
  duplicate: 'registry_duplicate',
  inactive: 'registry_inactive',
  not_found: 'registry_not_found',
  bad_format: 'registry_not_found',
}

/** True when the registry has the person as active and confirms whatever it spoke of, the essential elements among it. */
export function isConfirmed(answer: RegistryAnswer): boolean {
  const { state, fields } = answer
  const isWhole = essentialElements.every((element) => fields[element]?.match === true)
  return state === 'active' && isWhole && deniedElements(answer).length === 0
}

/** The answers that say something: a registry that was not available, or spoke of a part only, has not answered. */
export function registryAnswers(evidence: readonly ProofingEvidence[]): readonly RegistryAnswer[] {
  return evidence
    .filter((piece) => piece.kind === 'registry_elements')
    .map(({ answer }) => answer)
    .filter((answer) => isConfirmed(answer) || isDenied(answer))
}

function isDenied(answer: RegistryAnswer): boolean {
  if (answer.state === 'unavailable') return false
  return answer.state !== 'active' || deniedElements(answer).length > 0
}

/** What the registry says against the applicant, and where the applicant lives. */
export function assessRegistry(
  document: IdentityDocument,
  evidence: readonly ProofingEvidence[],
  residence: string,
): readonly FoundReason[] {
  const answers = registryAnswers(evidence)
  return [
    ...answers.filter((answer) => !isConfirmed(answer)).map(reasonOf),
    ...(livesHere(document, answers, residence) ? [] : reasonsOf('residence_refused')),
  ]
}

function reasonOf(answer: RegistryAnswer): FoundReason {
  if (answer.state !== 'active' && answer.state !== 'unavailable') return { code: stateReasons[answer.state] }
  return {
    code: 'registry_mismatch',
    about: deniedElements(answer).filter((name) => /^[a-z]{1,20}$/.test(name)),
  }
}

function deniedElements({ fields }: RegistryAnswer): readonly string[] {
  return Object.keys(fields).filter((element) => fields[element]?.match !== true)
}

/** Residence is what card and registry say, never what the NIK begins with: that is where someone once lived. */
function livesHere(
  document: IdentityDocument,
  answers: readonly RegistryAnswer[],
  residence: string,
): boolean {
  // A visitor lives elsewhere.
  if (document.kind !== 'ktp' || residence === 'any') return true
  const isElsewhere = answers.some(
    ({ state, fields }) => state === 'active' && fields['province']?.match !== true,
  )
  return document.card.province.code === residence && !isElsewhere
}
