import { openZonedCalendar } from '@lontar/documents/calendar'
import type { Passport } from '@lontar/documents/passport'
import type { IdentityDocument } from '@lontar/documents/verified-identity'
import { type ConsentDoor, requireConsent } from '../consent/check-consent.ts'
import { consentEvidence } from '../consent/consent-evidence.ts'
import { faceItems } from '../consent/face-items.ts'
import type { CheckApplicantInput } from '../decision/check-applicant.ts'
import type { CollectedApplicant } from '../decision/collected-applicant.ts'
import { isOldEnough } from '../decision/is-old-enough.ts'
import type { ChipEvidence, DocumentFinding } from '../decision/proofing-evidence.ts'
import type { UndecidedEvidence } from '../officer/proofing-case.ts'

/** What `checkPassport` judges. */
export interface CheckPassportInput extends Omit<CheckApplicantInput, 'document' | 'evidence'> {
  /** The passport as read by `parseMrz` or, better, by `verifyPassportChip`. */
  readonly passport: Passport
  /** The last day of the stay, where it is known. */
  readonly stayUntil?: string
  /** What became of the chip; none when it was not read. */
  readonly chip?: Pick<ChipEvidence, 'decision' | 'matchesDocument' | 'simulated'>
  /** The id of the receipt of the applicant's consent; that of a guardian for somebody under 17 or of an unknown age. */
  readonly consentRef: string
  /** Where the receipt lies: nothing is looked at unless it is there, of this person, in force, and covers it. */
  readonly consents: ConsentDoor
  /** What else was found, such as faces and liveness; nothing by default. */
  readonly evidence?: readonly UndecidedEvidence[]
}

/**
 * Puts together what is known of a visitor before an officer looks: under a consent that covers this, and else not at
 * all.
 *
 * @throws VerificationError what `requireConsent` throws; then nothing was processed
 */
export async function collectPassportEvidence(input: CheckPassportInput): Promise<CollectedApplicant> {
  const { chip, evidence = [], passport, stayUntil, now: time } = input
  const document: IdentityDocument = {
    kind: 'passport',
    passport,
    ...(stayUntil !== undefined && { stayUntil }),
  }
  const consent = await requireConsent(input.consents, input.consentRef, {
    document: { issuingState: passport.issuingState, passportNumber: passport.documentNumber },
    // Nobody asks the population registry about a passport.
    items: ['identity', ...faceItems(evidence)],
    isChild: !isOldEnough(document, openZonedCalendar(input.policy.timeZone).dateAt(time)),
  })
  const found: readonly UndecidedEvidence[] = [
    { kind: 'document', source: 'mrz', findings: findingsOf(passport), time },
    consentEvidence(consent),
    ...(chip === undefined
      ? []
      : [{ kind: 'chip', method: 'passive_authentication', ...chip, time } as const]),
    ...evidence,
  ]
  return { consent, document, evidence: found }
}

function findingsOf({ birthdate, nameTruncated }: Passport): readonly DocumentFinding[] {
  const isUncertain = birthdate.known === undefined || birthdate.known.length < 10
  return [
    ...(nameTruncated ? ([{ code: 'name_truncated', grade: 'warning' }] as const) : []),
    ...(isUncertain ? ([{ code: 'birthdate_uncertain', grade: 'warning' }] as const) : []),
  ]
}
