import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { parseKtp } from '@lontar/documents/ktp'
import type { IdentityDocument, SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { checkApplicant } from '../decision/check-applicant.ts'
import { decideProofing } from '../decision/decide-proofing.ts'
import { withEvidenceImages } from '../evidence-images/with-evidence-images.ts'
import type { OfficerQuestion } from '../officer/officer-review.ts'
import { evidenceDigest } from '../officer/proofing-case.ts'
import { endStep } from './end-step.ts'
import { type Registration, toRegistration } from './registration.ts'
import { requireConsentOf } from './registration-consent.ts'
import { decodeRegistrationContent, type KeptCase } from './registration-content.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'
import { findRegistration, type StepBegun, type StepEnd, takeStep } from './take-step.ts'

/** What an officer looks at. It holds personal data. */
export interface RegistrationReview extends OfficerQuestion {
  /** The entries of the KTP file, as the applicant confirmed them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The picture of the card, where one waits; fill it with zeros after use. */
  card(): Promise<Uint8Array | undefined>
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
  const { proofingCase, fields, evidence } = openCase(decodeRegistrationContent(record.content).open)
  const document = documentOf(fields)
  const { policy, organization } = office
  const now = nowAt(office)
  return {
    caseId: proofingCase.caseId,
    evidenceDigest: await evidenceDigest(proofingCase, document, evidence),
    decision: decideProofing({ document, evidence, policy, organization, now }),
    fields,
    card: async () => (await office.images?.load(record.consentId, now))?.get('card'),
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
 * Decides a registration by what officers signed. An end erases fields and images.
 *
 * @throws VerificationError what `verifyOfficerDecision` throws, and the registration stays in review;
 *   `registration_unknown`, `registration_expired`, `registration_state_conflict`; `consent_withdrawn`,
 *   `processing_restricted` when the person changed their mind
 * @throws OperationError `internal` when the office knows no officers
 */
export async function decideRegistration(
  office: RegistrationOffice,
  input: DecideRegistrationInput,
): Promise<DecidedRegistration> {
  const step = { ...input, access: 'office', from: ['review'] } as const
  const record = await takeStep(office, step, (begun) => decide(office, input.decisions, begun))
  const { identity } = decodeRegistrationContent(record.content)
  return { registration: toRegistration(record), ...(identity !== undefined && { identity }) }
}

async function decide(
  office: RegistrationOffice,
  decisions: readonly string[],
  { record, content }: StepBegun,
): Promise<StepEnd> {
  const { officers: accounts, images: custody, policy, organization } = office
  if (accounts === undefined) throw new OperationError('internal', 'This office knows no officers.')
  const open = openCase(content.open)
  const { evidence, proofingCase } = open
  const document = documentOf(open.fields)
  const consent = await requireConsentOf(office, record.consentId, document.card.nik)
  const decision = await checkApplicant({
    ...{ document, evidence, proofingCase, policy, organization, now: nowAt(office) },
    desk: { accounts, review: { decide: async () => decisions } },
  })
  const end = await endStep(office, { record, document, decision, open, content })
  const options = { consent, ...(custody && { custody }), now: () => nowAt(office) }
  await withEvidenceImages(options, async () => decision)
  return end
}

function documentOf(fields: KeptCase['fields']): IdentityDocument & { readonly kind: 'ktp' } {
  return { kind: 'ktp', card: parseKtp(fields) }
}

function openCase(open: KeptCase | undefined): KeptCase {
  if (open !== undefined) return open
  throw new VerificationError('registration_state_conflict', 'The registration waits for no officer.')
}
