import { VerificationError } from '@lontar/credentials/errors'
import { type KtpCard, parseKtp } from '@lontar/documents/ktp'
import { bindConsent } from '../consent/bind-consent.ts'
import { decideProofing } from '../decision/decide-proofing.ts'
import { collectKtpEvidence } from '../ktp/collect-ktp-evidence.ts'
import { openProofingCase, type UndecidedEvidence } from '../officer/proofing-case.ts'
import { endStep } from './end-step.ts'
import { type Registration, toRegistration } from './registration.ts'
import { doorOf, fieldsUnder } from './registration-consent.ts'
import type { RegistrationContent } from './registration-content.ts'
import { nowAt, type RegistrationDoor, type RegistrationOffice } from './registration-office.ts'
import { type StepBegun, type StepEnd, takeStep } from './take-step.ts'

/** What the applicant confirms. */
export interface ConfirmFieldsInput extends RegistrationDoor {
  /** The entries of a KTP file, as the applicant confirmed or corrected them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What else was found, such as faces and liveness; nothing by default. */
  readonly evidence?: readonly UndecidedEvidence[]
  /** True for an officer who goes on where a killed run stopped; false by default. */
  readonly takesOver?: boolean
}

/**
 * Takes the confirmed fields: reads them as a KTP file, binds the consent to the person, asks the registry, and decides by
 * what was found. With a decision the image of the card and the fields are erased; for a review they wait sealed.
 *
 * The document counts as read from the card only when NIK, name and date of birth are confirmed as they were read;
 * otherwise as typed.
 *
 * @returns the registration: `accepted`, `refused`, `review`, or `unanswered` when the registry was silent
 * @throws what `parseKtp` throws; then the registration stands where it stood
 * @throws VerificationError `registration_unknown`, `registration_expired`, `registration_state_conflict`,
 *   `registration_limit_reached` too many questions; `consent_missing` also for another person than before,
 *   `consent_receipt_invalid`, `consent_withdrawn`, `processing_restricted`
 */
export async function confirmFields(
  office: RegistrationOffice,
  input: ConfirmFieldsInput,
): Promise<Registration> {
  const { fields, evidence: _, ...door } = input
  const card = parseKtp(fields)
  const begin = (content: RegistrationContent) => countConfirmation(office, content)
  const step = { ...door, from: ['started', 'read', 'unanswered'], begin } as const
  return toRegistration(await takeStep(office, step, (begun) => decide(office, input, card, begun)))
}

async function decide(
  office: RegistrationOffice,
  { fields, evidence = [] }: ConfirmFieldsInput,
  card: KtpCard,
  { record, content }: StepBegun,
): Promise<StepEnd> {
  await bindConsent(office.consents, record.consentId, { nik: card.nik })
  const { registry, organization, policy } = office
  const now = nowAt(office)
  const collected = await collectKtpEvidence({
    ...{ ktp: card, source: sourceOf(fields, content), registry, consentRef: record.consentId },
    ...{ consents: doorOf(office), evidence, policy, organization, now },
  })
  const { document, consent, evidence: found } = collected
  const decision = decideProofing({ document, evidence: found, policy, organization, now })
  const proofingCase = openProofingCase(office.consents.randomBytes)
  const open = { fields: fieldsUnder(consent, fields), evidence: found, proofingCase }
  return await endStep(office, { record, consent, document, decision, open, content })
}

/** What the applicant changed was typed. */
function sourceOf(
  fields: Readonly<Record<string, unknown>>,
  { reading }: RegistrationContent,
): 'typed' | 'read' {
  const isAsRead = (['nik', 'nama', 'tanggalLahir'] as const).every(
    (key) => reading?.[key] !== undefined && reading[key]?.text === fields[key],
  )
  return isAsRead ? 'read' : 'typed'
}

function countConfirmation(
  { limits }: RegistrationOffice,
  content: RegistrationContent,
): RegistrationContent {
  if (content.confirmations >= (limits?.maxConfirmations ?? 5)) {
    throw new VerificationError('registration_limit_reached', 'Too many questions for one registration.')
  }
  return { ...content, confirmations: content.confirmations + 1 }
}
