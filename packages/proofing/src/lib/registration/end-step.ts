import { parseJws } from '@lontar/credentials/jose'
import type { IdentityDocument, SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { Decision } from '../decision/decision.ts'
import { identityLifetimeMilliseconds, signDecision } from '../decision/sign-decision.ts'
import { retentionPeriods } from '../retention/retention-periods.ts'
import { recordDecided } from './registration-consent.ts'
import type { KeptCase, RegistrationContent } from './registration-content.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'
import type { RegistrationRecord } from './registration-store.ts'
import { untilResumed } from './registration-times.ts'
import type { StepEnd } from './take-step.ts'

/** How long the end of a registration can be asked for, in milliseconds: a day. */
const endKeptMilliseconds = 86_400_000

/** What was decided on a registration. */
export interface DecidedStep {
  readonly record: RegistrationRecord
  readonly document: IdentityDocument
  readonly decision: Decision
  /** What an officer would go on from. */
  readonly open: KeptCase
  /** What was tried so far. */
  readonly content: RegistrationContent
}

/**
 * Turns a decision into the end of a step. With an end everything of the person goes: what remains for ten minutes is the
 * signed identity, which works once.
 */
export async function endStep(office: RegistrationOffice, step: DecidedStep): Promise<StepEnd> {
  const { record, decision, open, content } = step
  const { uploads, confirmations, reading } = content
  const counts = { uploads, confirmations }
  const reasons = decision.reasons.map(({ code, about }) => ({ code, ...(about && { about }) }))
  const now = nowAt(office)
  const expiresAt = new Date(now.getTime() + endKeptMilliseconds)
  if (decision.outcome === 'accepted') {
    const identity = await signIdentity(office, step)
    const contentUntil = new Date(now.getTime() + identityLifetimeMilliseconds)
    return { state: 'accepted', content: { ...counts, reasons, identity }, contentUntil, expiresAt }
  }
  if (decision.outcome === 'refused') {
    return { state: 'refused', content: { ...counts, reasons }, contentUntil: expiresAt, expiresAt }
  }
  if (isUnanswered(open)) {
    const asked = { ...counts, reasons, ...(reading && { reading }) }
    return { state: 'unanswered', content: asked, ...untilResumed(record.createdAt) }
  }
  const until = new Date(record.createdAt.getTime() + retentionPeriods.evidenceReviewDays * 86_400_000)
  return { state: 'review', content: { ...counts, reasons, open }, contentUntil: until, expiresAt: until }
}

/** Without the registry's answer there is nothing to review: the applicant asks again. */
export function isUnanswered({ evidence }: KeptCase): boolean {
  return evidence.some((piece) => piece.kind === 'registry_elements' && piece.answer.state === 'unavailable')
}

async function signIdentity(
  office: RegistrationOffice,
  { record, document, decision }: DecidedStep,
): Promise<SignedVerifiedIdentity> {
  const { signer, randomBytes } = office.consents
  const identity = await signDecision(decision, {
    ...{ document, signer, now: nowAt(office) },
    ...(randomBytes && { randomBytes }),
  })
  await recordDecided(office, record.consentId, String(parseJws(identity).payload['jti']))
  return identity
}
