import { encodeBase64Url, sha256 } from '@lontar/credentials/jose'
import { decideProofing } from '../decision/decide-proofing.ts'
import type { LivenessOutcome } from '../liveness/answer-liveness.ts'
import type { FaceStep } from './begin-face-step.ts'
import { compareWithHolder } from './compare-with-holder.ts'
import { endStep } from './end-step.ts'
import { isFaceCheckSettled, withoutFaceCheck } from './is-face-check-settled.ts'
import { type Registration, toRegistration } from './registration.ts'
import { decodeRegistrationContent } from './registration-content.ts'
import type { RegistrationFaces } from './registration-faces.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord } from './registration-store.ts'
import { keepImage } from './settle-images.ts'
import { hasNoFaceChecksLeft } from './start-face-check.ts'
import type { StepBegun, StepEnd } from './take-step.ts'

/** The end of a face check. */
export interface FaceCheckEnd {
  /** Every picture was answered. */
  readonly state: 'decided'
  /** True when nothing was found out, as without light or without an answer of the engine: it may be started again. */
  readonly mayRepeat: boolean
  /** Where the registration stands now. */
  readonly registration: Registration
}

/**
 * Adds what was found to the case, in the place of a check that found nothing, and decides anew. The selfie waits with the
 * card for whom the outcome waits for.
 */
export async function endFaceCheck(
  office: RegistrationOffice,
  faces: RegistrationFaces,
  { record, content, open: opened, consent }: StepBegun & FaceStep,
  outcome: LivenessOutcome,
): Promise<StepEnd> {
  const { document, ...open } = opened
  const { cardDigest } = content
  const holder = { nik: document.card.nik, consentId: consent.id, ...(cardDigest && { cardDigest }) }
  const found = await compareWithHolder(office, faces, outcome, holder)
  const evidence = [...withoutFaceCheck(open.evidence), ...found]
  const { policy, organization } = office
  const decision = decideProofing({ document, evidence, policy, organization, now: nowAt(office) })
  const selfieDigest = encodeBase64Url(await sha256(outcome.selfie))
  const end = await endStep(office, {
    ...{ record, consent, document, decision, open: { ...open, evidence } },
    content: { ...content, selfieDigest },
  })
  if (end.state !== 'review') return end
  const keep = keepImage(office, consent, 'selfie', outcome.selfie, 'review')
  const settle = async (): Promise<void> => {
    await end.settle?.()
    await keep()
  }
  return { ...end, settle }
}

/** What is told of a check that was answered. */
export function toFaceCheckEnd(office: RegistrationOffice, record: RegistrationRecord): FaceCheckEnd {
  const content = decodeRegistrationContent(record.content)
  const isSettled = content.open === undefined || isFaceCheckSettled(content.open.evidence)
  const mayRepeat = record.state === 'review' && !isSettled && !hasNoFaceChecksLeft(office, content)
  return { state: 'decided', mayRepeat, registration: toRegistration(record) }
}
