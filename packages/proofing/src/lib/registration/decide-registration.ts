import { OperationError } from '@lontar/credentials/errors'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { requireConsent } from '../consent/check-consent.ts'
import { checkApplicant } from '../decision/check-applicant.ts'
import { decideProofing } from '../decision/decide-proofing.ts'
import { ktpConsentNeeds } from '../ktp/collect-ktp-evidence.ts'
import type { OfficerQuestion } from '../officer/officer-review.ts'
import { evidenceDigest, openProofingCase } from '../officer/proofing-case.ts'
import { endStep } from './end-step.ts'
import { findRegistration } from './find-registration.ts'
import { loadImage } from './load-image.ts'
import { openCase } from './open-case.ts'
import { type Registration, toRegistration } from './registration.ts'
import { doorOf } from './registration-consent.ts'
import { decodeRegistrationContent, type RegistrationContent } from './registration-content.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'
import { type StepBegun, type StepEnd, takeStep } from './take-step.ts'

/** What an officer looks at. It holds personal data. */
export interface RegistrationReview extends OfficerQuestion {
  /** The entries of the KTP file, as the applicant confirmed them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The picture of the card, where one waits; fill it with zeros after use. */
  card(): Promise<Uint8Array | undefined>
  /** The selfie of a face check that did not end the registration, where one waits; fill it with zeros after use. */
  selfie(): Promise<Uint8Array | undefined>
}

/**
 * Opens a registration that waits for officers. What they sign is about `caseId` and `evidenceDigest`.
 *
 * @param id of the registration
 * @throws VerificationError `registration_unknown`, `registration_expired`, `registration_state_conflict` when it waits
 *   for no officer
 */
export async function reviewRegistration(
  office: RegistrationOffice,
  id: string,
): Promise<RegistrationReview> {
  const record = await findRegistration(office, { id, access: 'office' })
  const content = decodeRegistrationContent(record.content)
  const { proofingCase, fields, evidence, document } = openCase(content)
  const { policy, organization } = office
  const now = nowAt(office)
  return {
    caseId: proofingCase.caseId,
    evidenceDigest: await evidenceDigest(proofingCase, document, evidence),
    decision: decideProofing({ document, evidence, policy, organization, now }),
    fields,
    card: () => loadImage(office, record.consentId, 'card', content.cardDigest),
    selfie: () => loadImage(office, record.consentId, 'selfie', content.selfieDigest),
  }
}

/** What officers decided on a registration. */
export interface DecideRegistrationInput {
  /** The id of the registration. */
  readonly id: string
  /** The decisions as compact JWS, all of them at once: each counts once, of each officer once. */
  readonly decisions: readonly string[]
  /** See `confirmFields`. */
  readonly takesOver?: boolean
}

/** How a review ended. */
export interface DecidedRegistration {
  /** Where the registration stands: `accepted`, `refused`, or still in `review`. */
  readonly registration: Registration
  /** For the issuer, when it was accepted. */
  readonly identity?: SignedVerifiedIdentity
}

/**
 * Decides a registration by what officers signed. An end erases fields and images. Without one the case is open under
 * another name, and whoever decides it looks at it and signs again.
 *
 * @throws VerificationError what `verifyOfficerDecision` throws, and the registration stays in review;
 *   `registration_unknown`, `registration_expired`, `registration_state_conflict`; `consent_missing`,
 *   `consent_receipt_invalid`; `consent_withdrawn`, `processing_restricted` when the person changed their mind
 * @throws OperationError `internal` when the office knows no officers
 */
export async function decideRegistration(
  office: RegistrationOffice,
  input: DecideRegistrationInput,
): Promise<DecidedRegistration> {
  const begin = (content: RegistrationContent) => reopenCase(office, content)
  const step = { ...input, access: 'office', from: ['review'], begin } as const
  const record = await takeStep(office, step, (begun) => decide(office, input.decisions, begun))
  const { identity } = decodeRegistrationContent(record.content)
  return { registration: toRegistration(record), ...(identity !== undefined && { identity }) }
}

async function decide(
  office: RegistrationOffice,
  decisions: readonly string[],
  { record, content, before }: StepBegun,
): Promise<StepEnd> {
  const { officers: accounts, policy, organization } = office
  if (accounts === undefined) throw new OperationError('internal', 'This office knows no officers.')
  const { evidence, proofingCase, document } = openCase(before)
  const consent = await requireConsent(
    doorOf(office),
    record.consentId,
    ktpConsentNeeds(document.card, evidence),
  )
  const decision = await checkApplicant({
    ...{ document, evidence, proofingCase, policy, organization, now: nowAt(office) },
    desk: { accounts, review: { decide: async () => decisions } },
  })
  const { document: _, ...open } = openCase(content)
  return await endStep(office, { record, consent, document, decision, open, content })
}

/**
 * Every attempt opens the case anew: a decision counts once in a case, and so an officer whose decision was used by an
 * attempt that broke off, or that did not suffice, could never decide it again.
 */
function reopenCase({ consents }: RegistrationOffice, content: RegistrationContent): RegistrationContent {
  const proofingCase = openProofingCase(consents.randomBytes)
  const { document: _, ...open } = openCase(content)
  return { ...content, open: { ...open, proofingCase } }
}
