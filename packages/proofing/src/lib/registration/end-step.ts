import type { IdentityDocument, SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { requireConsent } from '../consent/check-consent.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { recordIdentity } from '../consent/record-identity.ts'
import type { Decision } from '../decision/decision.ts'
import { identityLifetimeMilliseconds, signDecision } from '../decision/sign-decision.ts'
import type { EvidenceOutcome } from '../evidence-images/with-evidence-images.ts'
import { doorOf } from './registration-consent.ts'
import type { KeptCase, RegistrationContent } from './registration-content.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord } from './registration-store.ts'
import { untilResumed, untilReviewed } from './registration-times.ts'
import { settleImages } from './settle-images.ts'
import type { StepEnd } from './take-step.ts'

/** How long the end of a registration can be asked for, in milliseconds: a day. */
const endKeptMilliseconds = 86_400_000

/** What was decided on a registration. */
export interface DecidedStep {
  /** The registration under the claim. */
  readonly record: RegistrationRecord
  /** The consent that was checked. */
  readonly consent: ConsentReceipt
  /** What the consent covers of the document. */
  readonly document: IdentityDocument
  /** What came of it. */
  readonly decision: Decision
  /** What an officer would go on from. */
  readonly open: KeptCase
  /** What was tried so far. */
  readonly content: RegistrationContent
}

/** How a step ends; `pending` when the applicant goes on. */
type Outcome = EvidenceOutcome['outcome']

/**
 * Turns a decision into the end of a step. With an end everything of the person goes: what remains for ten minutes is the
 * signed identity, which works once.
 */
export async function endStep(office: RegistrationOffice, step: DecidedStep): Promise<StepEnd> {
  const { consent, decision, open } = step
  // Without the registry's answer there is nothing to review: the applicant asks again.
  const outcome = decision.outcome === 'review' && isUnanswered(open) ? 'pending' : decision.outcome
  const end = await ends[outcome](office, step)
  return { ...end, settle: settleImages(office, consent, outcome) }
}

const ends: Readonly<Record<Outcome, (office: RegistrationOffice, step: DecidedStep) => Promise<StepEnd>>> = {
  accepted: async (office, step) => {
    const now = nowAt(office)
    const identity = await signIdentity(office, step, now)
    const contentUntil = new Date(now.getTime() + identityLifetimeMilliseconds)
    return { state: 'accepted', content: { ...told(step), identity }, contentUntil, expiresAt: endOf(now) }
  },
  refused: async (office, step) => {
    const expiresAt = endOf(nowAt(office))
    return { state: 'refused', content: told(step), contentUntil: expiresAt, expiresAt }
  },
  pending: async (_, step) => {
    const { reading } = step.content
    const content = { ...told(step), ...pictureOf(step), ...(reading && { reading }) }
    return { state: 'unanswered', content, ...untilResumed(step.record.createdAt) }
  },
  review: async (_, step) => {
    const content = { ...told(step), ...pictureOf(step), open: step.open }
    return { state: 'review', content, ...untilReviewed(step.record.createdAt) }
  },
}

/** What was tried, and what stands in the way. */
function told({ decision, content }: DecidedStep): RegistrationContent {
  const { uploads, confirmations, faceChecks } = content
  const reasons = decision.reasons.map(({ code, about }) => ({ code, ...(about && { about }) }))
  return { uploads, confirmations, ...(faceChecks !== undefined && { faceChecks }), reasons }
}

function pictureOf({ content }: DecidedStep): Pick<RegistrationContent, 'cardDigest' | 'selfieDigest'> {
  const { cardDigest, selfieDigest } = content
  return {
    ...(cardDigest !== undefined && { cardDigest }),
    ...(selfieDigest !== undefined && { selfieDigest }),
  }
}

function endOf(now: Date): Date {
  return new Date(now.getTime() + endKeptMilliseconds)
}

function isUnanswered({ evidence }: KeptCase): boolean {
  return evidence.some((piece) => piece.kind === 'registry_elements' && piece.answer.state === 'unavailable')
}

async function signIdentity(
  office: RegistrationOffice,
  { record, document, decision }: DecidedStep,
  now: Date,
): Promise<SignedVerifiedIdentity> {
  const { records, signer, randomBytes } = office.consents
  const drawn = randomBytes && { randomBytes }
  const identity = await signDecision(decision, { document, signer, now, ...drawn })
  try {
    await recordIdentity(records, record.consentId, identity, now)
  } catch (error) {
    // A consent that was withdrawn meanwhile is the cause to name.
    await requireConsent(doorOf(office), record.consentId, {
      items: ['identity', 'registry'],
      isChild: false,
    })
    throw error
  }
  return identity
}
